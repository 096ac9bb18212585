import { HOOK_EVENTS } from '../../../../domain/lifecycle-event.js';
import { newHookExecutionId } from '../../identifier.js';
import { partsOf, runningEvent, type Scene } from '../scene.js';

/**
 * Calls the Lambda function that the AppSpec names for the running event, if it names one. The call is asynchronous:
 * the function reports through `PutLifecycleEventHookExecutionStatus`.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export function invokeHook({ deployment, context }: Scene): undefined {
  const running = runningEvent(deployment);
  const event = HOOK_EVENTS.find((name) => name === running?.name);
  const functionName = event && partsOf(deployment).appSpec.hooks[event];
  if (!running || !event || !functionName) return;
  const answer = context.standIn(functionName) ?? 'missing';
  const executionId = newHookExecutionId(context.random);
  running.hook = { functionName, executionId, answer };
  if (answer !== 'external') return;
  context.world.codedeploy.invocations.push({
    deploymentId: deployment.id,
    lifecycleEventHookExecutionId: executionId,
    functionName,
    event,
  });
}
