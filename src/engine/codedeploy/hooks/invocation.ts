import type { HookEventName } from '../../../domain/lifecycle-event.js';
import type { RegionWorld } from '../../world/world.js';

/** A call of a Lambda function that something outside the world answers. */
export interface HookInvocation {
  readonly deploymentId: string;
  /** What the function hands back with its report. */
  readonly lifecycleEventHookExecutionId: string;
  readonly functionName: string;
  readonly event: HookEventName;
  readonly region: string;
}

/**
 * The calls that have not ended yet. One of them is made again when the engine was ended in its middle: Lambda's
 * asynchronous calls are made at least once, too. A call for an event that is over is of no use any more.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
 */
export function pendingInvocations({ codedeploy, region }: RegionWorld): HookInvocation[] {
  return codedeploy.invocations
    .filter(({ deploymentId, lifecycleEventHookExecutionId }) =>
      codedeploy.deployments[deploymentId]?.events.some(
        ({ status, hook }) => status === 'InProgress' && hook?.executionId === lifecycleEventHookExecutionId,
      ),
    )
    .map((invocation) => ({ ...invocation, region }));
}

/** Takes note that a call has ended, well or not. */
export function endInvocation({ codedeploy }: RegionWorld, { lifecycleEventHookExecutionId }: HookInvocation): void {
  codedeploy.invocations = codedeploy.invocations.filter(
    (invocation) => invocation.lifecycleEventHookExecutionId !== lifecycleEventHookExecutionId,
  );
}
