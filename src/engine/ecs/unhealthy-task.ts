import { stored } from '../elbv2/lookup.js';
import { sameTarget } from '../elbv2/target.js';
import { unhealthySince } from '../elbv2/unhealthy-since.js';
import type { CallContext } from '../operation.js';
import type { RegionWorld } from '../world/world.js';
import { addEvent, taskList } from './service-event.js';
import { stopTask } from './stop-task.js';
import { isRunning, tasksOf } from './task.js';
import { scheduleSoon } from './task-set.js';
import type { ClusterRecord, ServiceRecord, TaskRecord } from './world.js';

/** How long the scheduler takes to notice that a target is unhealthy, in milliseconds; unverified. */
const NOTICE = 5000;

/** A task that will be stopped because a target of it fails its health checks. */
interface UnhealthyTask {
  readonly task: TaskRecord;
  readonly at: Date;
  readonly targetGroupArn: string;
  readonly id: string;
  readonly port: number;
  /** What the load balancer found, in its own words. */
  readonly finding: string;
}

/** When the next running task of a service will be stopped because of its health checks, as things stand. */
export function nextUnhealthy(world: RegionWorld, cluster: ClusterRecord, service: ServiceRecord): Date | undefined {
  const times = unhealthyTasks(world, cluster, service).map(({ at }) => at.getTime());
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/**
 * Stops the tasks whose targets fail their health checks once the service's grace period is over; the scheduler starts
 * others. They ran, so this does not make it lose patience.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html
 */
export function stopUnhealthy(context: CallContext, cluster: ClusterRecord, service: ServiceRecord): void {
  const { now, random, world } = context;
  for (const { task, at, targetGroupArn, id, port, finding } of unhealthyTasks(world, cluster, service)) {
    if (at > now) continue;
    const which = id.startsWith('i-') ? ` (instance ${id})` : ` (task ${task.id})`;
    const group = `(target-group ${targetGroupArn})`;
    addEvent(service, `)${which} (port ${port}) is unhealthy in ${group} due to (reason ${finding}).`, now, random);
    const left = stopTask(context, task, {
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Task failed ELB health checks in ${group}`,
    });
    addEvent(service, `, taskSet ${task.taskSetId}) has stopped 1 running tasks: ${taskList([task])}.`, now, random);
    for (const arn of left) {
      addEvent(service, `) deregistered 1 targets in (target-group ${arn})`, now, random);
      addEvent(service, `, taskSet ${task.taskSetId}) has begun draining connections on 1 tasks.`, now, random);
    }
    scheduleSoon(context, service);
  }
}

function unhealthyTasks(world: RegionWorld, cluster: ClusterRecord, service: ServiceRecord): UnhealthyTask[] {
  const grace = (service.shown.healthCheckGracePeriodSeconds ?? 0) * 1000;
  return service.taskSets.flatMap(({ shown }) =>
    tasksOf(cluster, shown.id).flatMap((task) => {
      const { startedAt, desiredStatus } = task.shown;
      if (!isRunning(task) || desiredStatus !== 'RUNNING' || !startedAt) return [];
      return task.targets.flatMap(({ targetGroupArn, id, port }): UnhealthyTask[] => {
        const group = stored(world.elbv2.targetGroups, targetGroupArn);
        const target = group && sameTarget(group, id, port);
        const since = target && unhealthySince(group, target);
        if (!since) return [];
        const finding = (target.fails ?? target.checks?.failure)?.description ?? 'Health checks failed';
        const at = new Date(Math.max(since.getTime(), startedAt.getTime() + grace) + NOTICE);
        return [{ task, at, targetGroupArn, id, port, finding }];
      });
    }),
  );
}
