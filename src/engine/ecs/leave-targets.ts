import { stored } from '../elbv2/lookup.js';
import { deregisterTarget } from '../elbv2/target.js';
import type { CallContext } from '../operation.js';
import type { TaskRecord } from './world.js';

/** A target group that a task was taken out of. */
export interface LeftGroup {
  readonly targetGroupArn: string;
  /** When the task's connections have drained. */
  readonly drainedAt: Date;
}

/** Takes a task out of the target groups that it is registered with. */
export function leaveTargets({ world, now }: CallContext, task: TaskRecord): LeftGroup[] {
  return task.targets.flatMap(({ targetGroupArn, id, port }) => {
    const group = stored(world.elbv2.targetGroups, targetGroupArn);
    const drainedAt = group && deregisterTarget(group, id, port, now);
    return drainedAt ? [{ targetGroupArn, drainedAt }] : [];
  });
}
