import type { ServiceRecord, TaskRecord } from '../ecs/world.js';
import type { CallContext } from '../operation.js';
import type { RegionWorld } from '../world/world.js';
import { emit } from './emit.js';

/** An occasion of which ECS writes both an entry in the service's log and an event. */
interface Occasion {
  /** How the entry reads. */
  readonly entry: RegExp;
  readonly eventType: 'INFO' | 'WARN' | 'ERROR';
  readonly eventName: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html */
const OCCASIONS: readonly Occasion[] = [
  { entry: / has reached a steady state\.$/, eventType: 'INFO', eventName: 'SERVICE_STEADY_STATE' },
  { entry: / updated state to STEADY_STATE\.$/, eventType: 'INFO', eventName: 'TASKSET_STEADY_STATE' },
  {
    entry: / updated computedDesiredCount for taskSet \S+ to (?<desiredCount>\d+)\.$/,
    eventType: 'INFO',
    eventName: 'SERVICE_DESIRED_COUNT_UPDATED',
  },
  {
    entry: / is unable to consistently start tasks successfully/,
    eventType: 'WARN',
    eventName: 'SERVICE_TASK_START_IMPAIRED',
  },
  {
    entry: / was unable to place a task/,
    eventType: 'ERROR',
    eventName: 'SERVICE_TASK_PLACEMENT_FAILURE',
  },
  {
    entry: / failed to launch a task with \(error/,
    eventType: 'ERROR',
    eventName: 'SERVICE_TASK_CONFIGURATION_FAILURE',
  },
];

/** Tells of what has changed in ECS since the last time: tasks whose version has grown, and new entries of logs. */
export function emitEcsChanges(context: CallContext): void {
  for (const { tasks, services } of Object.values(context.world.ecs.clusters)) {
    for (const task of Object.values(tasks)) tellOfTask(context, task);
    for (const service of Object.values(services)) tellOfService(context, service);
  }
  forgetGoneTasks(context.world);
}

/**
 * Tells of a task, unless its present version was told of: ECS counts a task's version up for each of these events.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
function tellOfTask(context: CallContext, { shown }: TaskRecord): void {
  const { taskVersions } = context.world.events;
  if (taskVersions[shown.taskArn] === shown.version) return;
  taskVersions[shown.taskArn] = shown.version;
  emit(context, {
    source: 'aws.ecs',
    detailType: 'ECS Task State Change',
    resources: [shown.taskArn],
    detail: { ...shown, updatedAt: context.now },
  });
}

function tellOfService(context: CallContext, { shown }: ServiceRecord): void {
  const { logEntries } = context.world.events;
  const last = logEntries[shown.serviceArn];
  const newest = shown.events[0]?.id;
  if (newest === undefined || newest === last) return;
  logEntries[shown.serviceArn] = newest;
  const known = shown.events.findIndex(({ id }) => id === last);
  const fresh = known < 0 ? shown.events : shown.events.slice(0, known);
  for (const entry of [...fresh].reverse()) tellOfEntry(context, shown, entry.message ?? '', entry.createdAt);
}

function tellOfEntry(
  context: CallContext,
  { serviceArn, clusterArn }: ServiceRecord['shown'],
  message: string,
  createdAt: Date | undefined,
): void {
  for (const { entry, eventType, eventName } of OCCASIONS) {
    const match = entry.exec(message);
    if (!match) continue;
    const desiredCount = match.groups?.desiredCount;
    emit(context, {
      source: 'aws.ecs',
      detailType: 'ECS Service Action',
      resources: [serviceArn],
      detail: {
        eventType,
        eventName,
        clusterArn,
        ...(desiredCount === undefined ? {} : { desiredCount: Number(desiredCount) }),
        ...(eventType === 'ERROR' ? { reason: message.replace(/^\(service [^)]*\)\s*/, '') } : {}),
        createdAt: createdAt ?? context.now,
      },
    });
  }
}

/** Stopped tasks are forgotten after a while, and a release leaves many behind. */
function forgetGoneTasks({ ecs, events }: RegionWorld): void {
  const present = Object.values(ecs.clusters).flatMap(({ tasks }) => Object.values(tasks));
  if (Object.keys(events.taskVersions).length <= present.length) return;
  events.taskVersions = Object.fromEntries(present.map(({ shown }) => [shown.taskArn, shown.version]));
}
