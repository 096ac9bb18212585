import { continueDeployment } from '../../codedeploy/operations/continue-deployment.js';
import { stopDeployment } from '../../codedeploy/operations/stop-deployment.js';
import { Fault, ProtocolFault } from '../../fault.js';
import type { Intervention } from '../rule.js';
import { setAlarms, watchAlarm } from './alarm.js';
import { deregister, keepBlue, removeService, requireApproval, scale, startOther } from './deployment.js';
import type { Concern } from './group-concerned.js';
import { addRule, pointElsewhere, setWeights } from './listener.js';

/**
 * Intervenes. What the services refuse, as a stop that comes too late, has no consequences.
 *
 * @returns the deployment that was made by it, if one was
 */
export function carryOut(does: Intervention, concern: Concern): string | undefined {
  try {
    return attempt(does, concern);
  } catch (error) {
    if (error instanceof Fault || error instanceof ProtocolFault) return undefined;
    throw error;
  }
}

function attempt(does: Intervention, concern: Concern): string | undefined {
  const { context, deployment } = concern;
  const deploymentId = deployment?.id;
  switch (does.kind) {
    case 'watch-alarm':
      watchAlarm(concern);
      return undefined;
    case 'set-alarm':
      setAlarms(concern, does.state);
      return undefined;
    case 'stop-deployment':
      stopDeployment(
        { deploymentId, ...(does.rollback === undefined ? {} : { autoRollbackEnabled: does.rollback }) },
        context,
      );
      return undefined;
    case 'continue-deployment':
      continueDeployment({ deploymentId, deploymentWaitType: 'READY_WAIT' }, context);
      return undefined;
    case 'point-listener-elsewhere':
      pointElsewhere(concern);
      return undefined;
    case 'set-listener-weights':
      setWeights(concern, does.blue, does.green);
      return undefined;
    case 'add-rule':
      addRule(concern);
      return undefined;
    case 'deregister-task-definition':
      deregister(concern);
      return undefined;
    case 'start-other-deployment':
      return startOther(concern);
    case 'require-approval':
      requireApproval(concern, does.minutes);
      return undefined;
    case 'keep-blue':
      keepBlue(concern, does.minutes);
      return undefined;
    case 'scale-service':
      scale(concern, does.tasks);
      return undefined;
    case 'delete-service':
      removeService(concern);
      return undefined;
  }
}
