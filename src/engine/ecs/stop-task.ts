import type { CallContext } from '../operation.js';
import { leaveTargets } from './leave-targets.js';
import { stopPlan } from './task-plan.js';
import type { StopReason, TaskRecord } from './world.js';

/**
 * Tells a task to stop: its targets begin to drain, and the rest of its life is planned anew.
 *
 * @returns the target groups that it was taken out of
 */
export function stopTask(context: CallContext, task: TaskRecord, reason: StopReason): string[] {
  const { now, random } = context;
  const left = leaveTargets(context, task);
  const last = left.length === 0 ? undefined : new Date(Math.max(...left.map(({ drainedAt }) => drainedAt.getTime())));
  task.future = stopPlan(now, last, random);
  task.shown = {
    ...task.shown,
    ...reason,
    desiredStatus: 'STOPPED',
    lastStatus: 'DEACTIVATING',
    stoppingAt: now,
    version: task.shown.version + 1,
  };
  return left.map(({ targetGroupArn }) => targetGroupArn);
}
