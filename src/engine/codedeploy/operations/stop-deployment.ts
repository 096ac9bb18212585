import type { StopDeploymentCommandInput, StopDeploymentCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findDeployment } from '../deployment.js';
import { checkNotCompleted } from '../end-wait.js';
import { fire } from '../machine/fire.js';
import { sceneOf } from '../machine/scene.js';

/**
 * Stops a deployment; it takes some seconds until its status says so. Whether it is rolled back, the request says, or
 * else the group. A deployment that has deleted its original task set is not held up any more and succeeds.
 *
 * @throws Fault `DeploymentAlreadyCompletedException`
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_StopDeployment.html
 */
export function stopDeployment(
  input: StopDeploymentCommandInput,
  context: CallContext,
): Answer<StopDeploymentCommandOutput> {
  const deployment = findDeployment(context.world.codedeploy, input.deploymentId);
  checkNotCompleted(deployment);
  fire(sceneOf(deployment, context), 'stop', {
    kind: 'stop-requested',
    ...(input.autoRollbackEnabled === undefined ? {} : { rollback: input.autoRollbackEnabled }),
  });
  return {
    status: 'Pending',
    statusMessage: 'No more commands will be scheduled for execution in the deployment instances',
  };
}
