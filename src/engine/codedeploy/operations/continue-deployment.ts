import {
  type ContinueDeploymentCommandInput,
  type ContinueDeploymentCommandOutput,
  InvalidDeploymentWaitTypeException$,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { endWait } from '../end-wait.js';

/**
 * Ends a wait of a deployment: the one before the traffic is shifted (also when the request does not say which), or the
 * one before the original task set is deleted.
 *
 * @throws Fault `InvalidDeploymentWaitTypeException`, `DeploymentIsNotInReadyStateException`,
 *   `DeploymentAlreadyCompletedException`
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ContinueDeployment.html
 */
export function continueDeployment(
  input: ContinueDeploymentCommandInput,
  context: CallContext,
): Answer<ContinueDeploymentCommandOutput> {
  switch (input.deploymentWaitType) {
    case undefined:
    case 'READY_WAIT':
      endWait(context, input.deploymentId, 'continueReady');
      return {};
    case 'TERMINATION_WAIT':
      endWait(context, input.deploymentId, 'continueTermination');
      return {};
    default:
      throw new Fault(
        InvalidDeploymentWaitTypeException$,
        `The wait type must be READY_WAIT or TERMINATION_WAIT, not ${input.deploymentWaitType}`,
      );
  }
}
