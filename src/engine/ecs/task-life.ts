import { stored } from '../elbv2/lookup.js';
import type { CallContext } from '../operation.js';
import type { RegionWorld } from '../world/world.js';
import { dropGone, noteDrained } from './draining.js';
import { schedule } from './scheduler.js';
import { becomeSteady, steadyAt, unsettle } from './steady-state.js';
import { takeStep } from './task-step.js';
import { nextUnhealthy, stopUnhealthy } from './unhealthy-task.js';
import type { ClusterRecord, ServiceRecord } from './world.js';

/**
 * When the next thing in ECS happens by itself: the scheduler looks at a service, a task takes a step or is stopped for
 * failing its health checks, a task set is called steady or is gone.
 *
 * @returns milliseconds since the epoch; `undefined` where nothing will
 */
export function nextEcsChange(world: RegionWorld): number | undefined {
  let next: number | undefined;
  const consider = (time: Date | undefined) => {
    if (time && (next === undefined || time.getTime() < next)) next = time.getTime();
  };
  for (const cluster of Object.values(world.ecs.clusters)) {
    for (const task of Object.values(cluster.tasks)) consider(task.future[0]?.at);
    for (const service of Object.values(cluster.services)) {
      consider(service.scheduledAt);
      consider(nextUnhealthy(world, cluster, service));
      for (const set of service.taskSets) {
        consider(set.goneAt);
        consider(steadyAt(world, cluster, service, set));
      }
    }
  }
  return next;
}

/** Lets everything happen that is due by the context's time, each thing at its own time and in order. */
export function applyEcsChanges(context: CallContext): void {
  for (;;) {
    const next = nextEcsChange(context.world);
    if (next === undefined || next > context.now.getTime()) return;
    applyChangesAt({ ...context, now: new Date(next) });
  }
}

function applyChangesAt(context: CallContext): void {
  for (const cluster of Object.values(context.world.ecs.clusters)) {
    for (const task of Object.values(cluster.tasks)) {
      const step = task.future[0];
      if (step && step.at <= context.now) takeStep(context, stored(cluster.services, task.serviceName), task);
    }
    for (const service of Object.values(cluster.services)) applyToService(context, cluster, service);
  }
}

function applyToService(context: CallContext, cluster: ClusterRecord, service: ServiceRecord): void {
  stopUnhealthy(context, cluster, service);
  if (service.scheduledAt && service.scheduledAt <= context.now) schedule(context, cluster, service);
  for (const set of service.taskSets) {
    const due = steadyAt(context.world, cluster, service, set);
    if (due && due <= context.now) becomeSteady(context, service, set);
  }
  unsettle(context, cluster, service);
  noteDrained(context, cluster, service);
  dropGone(context, service);
}
