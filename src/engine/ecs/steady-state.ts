import { stored } from '../elbv2/lookup.js';
import { sameTarget } from '../elbv2/target.js';
import { targetHealth } from '../elbv2/target-health.js';
import type { CallContext } from '../operation.js';
import type { RegionWorld } from '../world/world.js';
import { addEvent } from './service-event.js';
import { isRunning, tasksOf } from './task.js';
import { computedDesiredCount } from './task-set.js';
import type { ClusterRecord, ServiceRecord, TaskRecord, TaskSetRecord } from './world.js';

/**
 * When the scheduler will call a task set steady, as far as that comes by itself: it runs as many tasks as it should,
 * none is pending, and each target has passed its health check where something forwards to its group. A group that
 * nothing forwards to is not checked, so a broken application passes there; that is how ECS behaves.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
 */
export function steadyAt(
  world: RegionWorld,
  cluster: ClusterRecord,
  service: ServiceRecord,
  set: TaskSetRecord,
): Date | undefined {
  const { stabilityStatus, stabilityStatusAt, updatedAt } = set.shown;
  if (stabilityStatus === 'STEADY_STATE') return undefined;
  const tasks = wantedTasks(cluster, set);
  if (!runsAsMany(service, set, tasks)) return undefined;
  let since = Math.max(stabilityStatusAt.getTime(), updatedAt.getTime());
  for (const task of tasks) {
    const ready = servesFrom(world, task);
    if (ready === undefined) return undefined;
    since = Math.max(since, ready);
  }
  return new Date(since + set.noticeSeconds * 1000);
}

/** The tasks that a set means to keep. */
function wantedTasks(cluster: ClusterRecord, set: TaskSetRecord): TaskRecord[] {
  return tasksOf(cluster, set.shown.id).filter(({ shown }) => shown.desiredStatus === 'RUNNING');
}

function runsAsMany(service: ServiceRecord, set: TaskSetRecord, tasks: readonly TaskRecord[]): boolean {
  return tasks.length === computedDesiredCount(service, set) && tasks.every(isRunning);
}

/** From when a running task is in order, in milliseconds since the epoch; `undefined`: not as things stand. */
function servesFrom(world: RegionWorld, { shown, targets }: TaskRecord): number | undefined {
  let since = shown.startedAt?.getTime() ?? 0;
  for (const { targetGroupArn, id, port } of targets) {
    const group = stored(world.elbv2.targetGroups, targetGroupArn);
    if (!group?.usedSince || !group.shown.HealthCheckEnabled) continue;
    const target = sameTarget(group, id, port);
    const healthyAt = target && targetHealth(group, target, group.usedSince).healthyAt;
    if (!healthyAt) return undefined;
    since = Math.max(since, healthyAt.getTime());
  }
  return since;
}

/** Calls a task set steady, and its service as well once no other set is on its way. */
export function becomeSteady({ now, random }: CallContext, service: ServiceRecord, set: TaskSetRecord): void {
  set.shown = { ...set.shown, stabilityStatus: 'STEADY_STATE', stabilityStatusAt: now };
  if (set.shown.status === 'DRAINING') return;
  addEvent(service, `, taskSet ${set.shown.id}) updated state to STEADY_STATE.`, now, random);
  const others = service.taskSets.filter(({ shown }) => shown.status !== 'DRAINING');
  if (others.every(({ shown }) => shown.stabilityStatus === 'STEADY_STATE')) {
    addEvent(service, ') has reached a steady state.', now, random);
  }
}

/**
 * Calls the task sets of a service unsettled that run more or fewer tasks than they should. A target that is only
 * being checked again, because its group came into use, unsettles nothing.
 */
export function unsettle({ now }: CallContext, cluster: ClusterRecord, service: ServiceRecord): void {
  for (const set of service.taskSets) {
    if (set.shown.stabilityStatus === 'STABILIZING') continue;
    if (runsAsMany(service, set, wantedTasks(cluster, set))) continue;
    set.shown = { ...set.shown, stabilityStatus: 'STABILIZING', stabilityStatusAt: now };
  }
}
