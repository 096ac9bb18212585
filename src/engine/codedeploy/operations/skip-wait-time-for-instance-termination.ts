import type {
  SkipWaitTimeForInstanceTerminationCommandInput,
  SkipWaitTimeForInstanceTerminationCommandOutput,
} from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { endWait } from '../end-wait.js';

/**
 * Ends the wait before the original task set is deleted: the forerunner of `ContinueDeployment`, which tools still call.
 *
 * @throws Fault `DeploymentIsNotInReadyStateException`, `DeploymentAlreadyCompletedException`
 */
export function skipWaitTimeForInstanceTermination(
  input: SkipWaitTimeForInstanceTerminationCommandInput,
  context: CallContext,
): Answer<SkipWaitTimeForInstanceTerminationCommandOutput> {
  endWait(context, input.deploymentId, 'continueTermination');
  return {};
}
