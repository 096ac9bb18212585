import type { Container } from '@aws-sdk/client-ecs';
import type { CallContext } from '../operation.js';
import { leaveTargets } from './leave-targets.js';
import { addEvent } from './service-event.js';
import { complain, noteFailedStart } from './start-back-off.js';
import { isRunning } from './task.js';
import { taskDefinitionByArn } from './task-definition.js';
import { stopPlan } from './task-plan.js';
import { scheduleSoon } from './task-set.js';
import type { ServiceRecord, TaskEnd, TaskRecord } from './world.js';

/**
 * A task comes to its end by itself: its containers are dead, so nothing drains; the scheduler replaces it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export function endTask(
  context: CallContext,
  service: ServiceRecord | undefined,
  task: TaskRecord,
  { exitCode, containerReason, ...because }: TaskEnd,
): void {
  const { now, random } = context;
  const ran = isRunning(task);
  const left = leaveTargets(context, task);
  task.shown = {
    ...task.shown,
    ...because,
    desiredStatus: 'STOPPED',
    lastStatus: 'DEACTIVATING',
    stoppingAt: now,
    version: task.shown.version + 1,
    containers: stoppedContainers(context, task, exitCode, containerReason),
  };
  task.future = stopPlan(now, undefined, random);
  if (!service) return;
  const set = service.taskSets.find(({ shown }) => shown.id === task.taskSetId);
  for (const { targetGroupArn } of left) {
    addEvent(service, `) deregistered 1 targets in (target-group ${targetGroupArn})`, now, random);
    addEvent(service, `, taskSet ${task.taskSetId}) has begun draining connections on 1 tasks.`, now, random);
  }
  if (!ran && set) {
    if (containerReason) complain(context, service, set, `) was unable to place a task. Reason: ${containerReason}.`);
    noteFailedStart(context, service, set);
  }
  scheduleSoon(context, service);
}

/** The first essential container tells why; the others of the task get their signal. */
function stoppedContainers(
  { world }: CallContext,
  { shown }: TaskRecord,
  exitCode: number | undefined,
  reason: string | undefined,
): Container[] {
  const { containerDefinitions } = taskDefinitionByArn(world, shown.taskDefinitionArn);
  const culprit = containerDefinitions.find(({ essential }) => essential !== false)?.name;
  return shown.containers.map((container) => {
    const own = container.name === culprit;
    const code = own ? exitCode : container.runtimeId ? 0 : undefined;
    return {
      ...container,
      lastStatus: 'STOPPED',
      ...(code === undefined ? {} : { exitCode: code }),
      ...(own && reason !== undefined ? { reason } : {}),
    };
  });
}
