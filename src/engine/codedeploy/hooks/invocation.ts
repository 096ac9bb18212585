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

/** Takes out the calls that were made since the last time. */
export function takeInvocations(world: RegionWorld): HookInvocation[] {
  const { invocations } = world.codedeploy;
  if (invocations.length === 0) return [];
  world.codedeploy.invocations = [];
  return invocations.map((invocation) => ({ ...invocation, region: world.region }));
}
