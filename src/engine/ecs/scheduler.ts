import { lastSegment } from '../../domain/arn.js';
import type { CallContext } from '../operation.js';
import { addEvent, taskList } from './service-event.js';
import { complain, isHeldBack, noteFailedStart } from './start-back-off.js';
import { stopTask } from './stop-task.js';
import { isRunning, launchTypeOf, startTask, tasksOf } from './task.js';
import { computedDesiredCount } from './task-set.js';
import { lacksRoom } from './version-flaws.js';
import type { ClusterRecord, ServiceRecord, TaskRecord, TaskSetRecord } from './world.js';

/** The service scheduler's look at a service: starts what each task set lacks, stops what it has too many of. */
export function schedule(context: CallContext, cluster: ClusterRecord, service: ServiceRecord): void {
  delete service.scheduledAt;
  for (const set of service.taskSets) {
    const wanted = computedDesiredCount(service, set);
    announceCount(context, service, set, wanted);
    const live = tasksOf(cluster, set.shown.id).filter(({ shown }) => shown.desiredStatus === 'RUNNING');
    if (live.length < wanted) startMissing(context, cluster, service, set, wanted - live.length);
    if (live.length > wanted) stopTasks(context, service, set, surplus(live, live.length - wanted));
  }
}

function announceCount({ now, random }: CallContext, service: ServiceRecord, set: TaskSetRecord, wanted: number): void {
  if (wanted === set.announcedCount) return;
  set.announcedCount = wanted;
  set.shown = { ...set.shown, updatedAt: now };
  addEvent(service, `) updated computedDesiredCount for taskSet ${set.shown.id} to ${wanted}.`, now, random);
}

/** Starts what a set lacks, unless it has to wait, or there is no room. */
function startMissing(
  context: CallContext,
  cluster: ClusterRecord,
  service: ServiceRecord,
  set: TaskSetRecord,
  count: number,
): void {
  if (!isHeldBack(set, context.now)) {
    if (!lacksRoom(set, context.rules)) {
      startTasks(context, cluster, service, set, count);
      return;
    }
    complain(context, service, set, noRoom(cluster, set));
    noteFailedStart(context, service, set);
  }
  const again = set.startsAgainAt ?? new Date(context.now.getTime() + PLACEMENT_RETRY);
  if (service.scheduledAt === undefined || again < service.scheduledAt) service.scheduledAt = again;
}

/** After how long the scheduler tries to place a task again before it loses patience, in milliseconds; unverified. */
const PLACEMENT_RETRY = 15_000;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
function noRoom({ containerInstances }: ClusterRecord, set: TaskSetRecord): string {
  const more = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';
  if (launchTypeOf(set) === 'FARGATE') {
    return `) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. ${more}`;
  }
  const [closest] = containerInstances;
  const which = closest
    ? ` The closest matching (container-instance ${lastSegment(closest.containerInstanceArn)}) has insufficient memory available.`
    : ' Reason: No Container Instances were found in your cluster.';
  return `) was unable to place a task because no container instance met all of its requirements.${which} ${more}`;
}

function startTasks(
  context: CallContext,
  cluster: ClusterRecord,
  service: ServiceRecord,
  set: TaskSetRecord,
  count: number,
): void {
  const started = Array.from({ length: count }, () => startTask(context, cluster, service, set));
  const text = `, taskSet ${set.shown.id}) has started ${count} tasks: ${taskList(started)}.`;
  addEvent(service, text, context.now, context.random);
}

/** The tasks to stop first: those that do not run yet, then the youngest. */
function surplus(live: readonly TaskRecord[], count: number): TaskRecord[] {
  const age = ({ shown }: TaskRecord) => shown.createdAt.getTime();
  return [...live]
    .sort((one, other) => Number(isRunning(one)) - Number(isRunning(other)) || age(other) - age(one))
    .slice(0, count);
}

function stopTasks(
  context: CallContext,
  service: ServiceRecord,
  set: TaskSetRecord,
  tasks: readonly TaskRecord[],
): void {
  const { now, random } = context;
  const { id } = set.shown;
  const running = tasks.filter(isRunning);
  const groups = tasks.flatMap((task) =>
    stopTask(context, task, {
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Scaling activity initiated by (deployment ${id})`,
    }),
  );
  if (running.length > 0) {
    const text = `, taskSet ${id}) has stopped ${running.length} running tasks: ${taskList(running)}.`;
    addEvent(service, text, now, random);
  }
  for (const group of new Set(groups)) {
    const count = groups.filter((other) => other === group).length;
    addEvent(service, `) deregistered ${count} targets in (target-group ${group})`, now, random);
    addEvent(service, `, taskSet ${id}) has begun draining connections on ${count} tasks.`, now, random);
  }
}
