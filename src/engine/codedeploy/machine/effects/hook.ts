import { HOOK_EVENTS, type HookEventName } from '../../../../domain/lifecycle-event.js';
import type { CallContext } from '../../../operation.js';
import { newHookExecutionId } from '../../identifier.js';
import { isDenied } from '../../permission.js';
import type { HookCall } from '../../world.js';
import type { Cause } from '../cause.js';
import { partsOf, runningEvent, type Scene } from '../scene.js';

/**
 * Calls the Lambda function that the AppSpec names for the running event, if it names one. The call is asynchronous:
 * the function reports through `PutLifecycleEventHookExecutionStatus`.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export function invokeHook({ deployment, context }: Scene): Cause | undefined {
  const running = runningEvent(deployment);
  const event = HOOK_EVENTS.find((name) => name === running?.name);
  const functionName = event && partsOf(deployment).appSpec.hooks[event];
  if (!running || !event || !functionName) return undefined;
  if (isDenied(deployment, context, 'lambda:InvokeFunction')) {
    return { kind: 'role-refused', roleArn: deployment.group.serviceRoleArn, service: 'AWSLambda' };
  }
  const answer = answerOf(functionName, event, context);
  const executionId = newHookExecutionId(context.random);
  running.hook = { functionName, executionId, answer };
  if (answer !== 'external') return undefined;
  context.world.codedeploy.invocations.push({
    deploymentId: deployment.id,
    lifecycleEventHookExecutionId: executionId,
    functionName,
    event,
  });
  return undefined;
}

/** What becomes of a call: a scenario goes before whatever stands in for the function. */
function answerOf(functionName: string, event: HookEventName, { rules, standIn }: CallContext): HookCall['answer'] {
  const rule = rules.find((one) => one.kind === 'hook' && (one.event ?? event) === event);
  return rule?.kind === 'hook' ? rule.answer : (standIn(functionName) ?? 'missing');
}
