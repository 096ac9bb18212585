import type { TaskStopCode } from '@aws-sdk/client-ecs';
import { stored } from '../elbv2/lookup.js';
import { deregisterTarget } from '../elbv2/target.js';
import type { CallContext } from '../operation.js';
import { stopPlan } from './task-plan.js';
import type { TaskRecord } from './world.js';

/** Why a task is stopped, as DescribeTasks will say. */
export interface StopReason {
  readonly stopCode: TaskStopCode;
  readonly stoppedReason: string;
}

/**
 * Tells a task to stop: its targets begin to drain, and the rest of its life is planned anew.
 *
 * @returns the target groups that it was taken out of
 */
export function stopTask({ world, now, random }: CallContext, task: TaskRecord, reason: StopReason): string[] {
  const drained: { group: string; until: Date }[] = [];
  for (const { targetGroupArn, id, port } of task.targets) {
    const group = stored(world.elbv2.targetGroups, targetGroupArn);
    const until = group && deregisterTarget(group, id, port, now);
    if (until) drained.push({ group: targetGroupArn, until });
  }
  const last = drained.reduce<Date | undefined>(
    (latest, { until }) => (latest && latest > until ? latest : until),
    undefined,
  );
  task.future = stopPlan(now, last, random);
  task.shown = {
    ...task.shown,
    ...reason,
    desiredStatus: 'STOPPED',
    lastStatus: 'DEACTIVATING',
    stoppingAt: now,
    version: task.shown.version + 1,
  };
  return drained.map(({ group }) => group);
}
