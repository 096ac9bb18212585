import type { Container } from '@aws-sdk/client-ecs';
import { stored } from '../elbv2/lookup.js';
import { registerTarget } from '../elbv2/target.js';
import type { HealthCheckFailure } from '../elbv2/world.js';
import type { CallContext } from '../operation.js';
import { leaveTargets } from './leave-targets.js';
import { addEvent } from './service-event.js';
import { noteStart } from './start-back-off.js';
import { endTask } from './task-end.js';
import { lifePlan } from './task-plan.js';
import { scheduleSoon } from './task-set.js';
import type { KnownTask, ServiceRecord, TaskRecord, TaskStep } from './world.js';

/** Takes a task's next planned step. */
export function takeStep(context: CallContext, service: ServiceRecord | undefined, task: TaskRecord): void {
  const [step, ...later] = task.future;
  if (!step) return;
  task.future = later;
  if (step.because && step.becomes !== 'STOPPED') {
    endTask(context, service, task, step.because);
    return;
  }
  // A task that stops while it should run leaves its load balancer only now; one that was told to stop has left already.
  if (step.becomes === 'STOPPED' && task.shown.desiredStatus === 'RUNNING') leaveTargets(context, task);
  task.shown = stepped(task, step, context);
  // What runs the containers says when the last of them is gone; until then nothing further happens.
  if (step.becomes === 'STOPPING' && context.containers === 'real' && task.shown.containers.some(runs))
    task.future = [];
  if (step.becomes === 'RUNNING') noteRunning(context, service, task);
  if (step.becomes === 'STOPPED' && service) scheduleSoon(context, service);
}

function stepped({ shown, id }: TaskRecord, step: TaskStep, { now, random }: CallContext): KnownTask {
  const { becomes } = step;
  const next = { ...shown, lastStatus: becomes, version: shown.version + 1 };
  switch (becomes) {
    case 'PROVISIONING':
    case 'DEACTIVATING':
    case 'STOPPING':
      return next;
    case 'PENDING':
      return { ...next, pullStartedAt: now, attachments: attachments(shown, 'ATTACHED') };
    case 'ACTIVATING':
      return { ...next, pullStoppedAt: now };
    case 'RUNNING':
      return {
        ...next,
        connectivityAt: now,
        startedAt: now,
        ...(shown.healthStatus ? { healthStatus: 'HEALTHY' } : {}),
        containers: shown.containers.map(
          (container): Container =>
            // One that had only something to prepare may have ended by now.
            container.lastStatus === 'STOPPED'
              ? container
              : {
                  ...container,
                  lastStatus: 'RUNNING',
                  runtimeId: container.runtimeId ?? `${id}-${random.text(10, '0123456789')}`,
                  ...(shown.healthStatus ? { healthStatus: 'HEALTHY' } : {}),
                },
        ),
      };
    case 'DEPROVISIONING':
      return { ...next, executionStoppedAt: now, containers: shown.containers.map(stoppedContainer) };
    case 'STOPPED':
      return {
        ...next,
        ...step.because,
        desiredStatus: 'STOPPED',
        executionStoppedAt: shown.executionStoppedAt ?? now,
        stoppedAt: now,
        attachments: attachments(shown, 'DELETED'),
        containers: shown.containers.map(stoppedContainer),
      };
  }
}

/** Whether a container runs, as far as anybody said. */
function runs({ lastStatus }: Container): boolean {
  return lastStatus === 'RUNNING';
}

/** A container that got its signal while it ran exits with 0; one that never ran has no exit code. */
function stoppedContainer(container: Container): Container {
  if (container.lastStatus === 'STOPPED') return container;
  return { ...container, lastStatus: 'STOPPED', ...(container.runtimeId ? { exitCode: 0 } : {}) };
}

function attachments(task: KnownTask, status: string): KnownTask['attachments'] {
  return task.attachments?.map((attachment) => ({ ...attachment, status }));
}

function noteRunning(context: CallContext, service: ServiceRecord | undefined, task: TaskRecord): void {
  const set = service?.taskSets.find(({ shown }) => shown.id === task.taskSetId);
  if (set) noteStart(set);
  task.future = [...task.future, ...lifePlan(set?.flaws, context.now)];
  registerTargets(context, service, task, set?.flaws?.targets);
}

function registerTargets(
  { world, now, random }: CallContext,
  service: ServiceRecord | undefined,
  task: TaskRecord,
  fails: HealthCheckFailure | undefined,
): void {
  for (const { targetGroupArn, localPort: _local, ...target } of task.targets) {
    const group = stored(world.elbv2.targetGroups, targetGroupArn);
    if (!group) continue;
    registerTarget(group, { ...target, ...(fails ? { fails } : {}) }, now);
    if (service) {
      const text = `, taskSet ${task.taskSetId}) registered 1 targets in (target-group ${targetGroupArn})`;
      addEvent(service, text, now, random);
    }
  }
}
