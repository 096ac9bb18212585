import type { Container } from '@aws-sdk/client-ecs';
import { stored } from '../elbv2/lookup.js';
import type { CallContext } from '../operation.js';
import { taskDefinitionByArn } from './task-definition.js';
import { endTask } from './task-end.js';
import { stopPlan } from './task-plan.js';
import { takeStep } from './task-step.js';
import type { ServiceRecord, StopReason, TaskRecord, TaskTarget } from './world.js';

/** Which task a report is about. */
export interface ReportedTask {
  /** The cluster's name. */
  readonly cluster: string;
  readonly id: string;
}

/** What whatever runs a task's containers has to say of them: the word of ECS's container agent. */
export type ContainerReport =
  | {
      readonly kind: 'started';
      readonly container: string;
      /** The ports of this machine, by container port. */
      readonly ports: Readonly<Record<number, number>>;
    }
  /** All that belongs to the task has started. */
  | { readonly kind: 'serving' }
  | { readonly kind: 'exited'; readonly container: string; readonly exitCode: number }
  /** Nothing could be started in the container's place. */
  | { readonly kind: 'not-started'; readonly container: string; readonly reason: string }
  /** Whatever ran is no more, and nobody saw how it ended. */
  | { readonly kind: 'lost' };

/** The exit code of a process that SIGKILL ended. */
const KILLED = 137;

/**
 * Notes what became of a task's containers, and draws ECS's conclusions. A report on a task that has stopped, or that
 * nobody knows, is dropped: it has been overtaken.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export function reportContainer(context: CallContext, { cluster, id }: ReportedTask, report: ContainerReport): void {
  const record = stored(context.world.ecs.clusters, cluster);
  const task = record && stored(record.tasks, id);
  if (!record || !task || task.shown.lastStatus === 'STOPPED') return;
  const service = stored(record.services, task.serviceName);
  switch (report.kind) {
    case 'started':
      noteStart(context, service, task, report);
      break;
    case 'serving':
      noteServing(context, service, task);
      break;
    case 'exited':
      noteEnd(context, service, task, report.container, { exitCode: report.exitCode }, ESSENTIAL_EXITED);
      break;
    case 'not-started': {
      const reason = `CannotStartContainerError: ${report.reason}`;
      const because: StopReason = { stopCode: 'TaskFailedToStart', stoppedReason: reason };
      noteEnd(context, service, task, report.container, { reason }, because);
      break;
    }
    case 'lost':
      for (const { name, lastStatus } of task.shown.containers) {
        if (name === undefined || lastStatus !== 'RUNNING') continue;
        noteEnd(context, service, task, name, { exitCode: KILLED }, ESSENTIAL_EXITED);
      }
  }
}

/** What was left to reports goes on by itself: an engine without real containers has taken the world over. */
export function assumeContainers(context: CallContext): void {
  const { world, now, random } = context;
  for (const { tasks } of Object.values(world.ecs.clusters)) {
    for (const task of Object.values(tasks)) {
      task.targets = task.targets.map(withoutLocalPort);
      if (task.future.length > 0) continue;
      if (task.shown.lastStatus === 'ACTIVATING') task.future = [{ at: now, becomes: 'RUNNING' }];
      if (task.shown.lastStatus === 'STOPPING') task.future = endPlan(now, random);
    }
  }
}

/** Forgets the ports of this machine behind a region's tasks: what listened there was another engine's. */
export function forgetLocalPorts({ world }: CallContext): void {
  for (const { tasks } of Object.values(world.ecs.clusters)) {
    for (const task of Object.values(tasks)) task.targets = task.targets.map(withoutLocalPort);
  }
}

const ESSENTIAL_EXITED: StopReason = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
};

function noteStart(
  { world, random }: CallContext,
  service: ServiceRecord | undefined,
  task: TaskRecord,
  { container, ports }: Extract<ContainerReport, { kind: 'started' }>,
): void {
  if (task.shown.lastStatus === 'STOPPING' || task.shown.lastStatus === 'DEPROVISIONING') return;
  const known = task.shown.containers.find(({ name }) => name === container);
  const runtimeId = known?.runtimeId ?? `${task.id}-${random.text(10, '0123456789')}`;
  noteContainer(task, container, { lastStatus: 'RUNNING', runtimeId });
  const ownAddress = taskDefinitionByArn(world, task.shown.taskDefinitionArn).networkMode === 'awsvpc';
  task.targets = task.targets.map((target) => {
    const balanced = balancedPorts(service, task).find(
      (port) =>
        port.container === container &&
        port.targetGroupArn === target.targetGroupArn &&
        // A machine's port says nothing of the container's.
        (!ownAddress || port.containerPort === target.port),
    );
    const localPort = balanced && ports[balanced.containerPort];
    return localPort === undefined ? target : { ...target, localPort };
  });
}

function noteServing(context: CallContext, service: ServiceRecord | undefined, task: TaskRecord): void {
  const { lastStatus, desiredStatus } = task.shown;
  if (lastStatus !== 'ACTIVATING' || desiredStatus !== 'RUNNING') return;
  const later = task.future.filter(({ becomes }) => becomes !== 'RUNNING');
  task.future = [{ at: context.now, becomes: 'RUNNING' }, ...later];
  takeStep(context, service, task);
}

function noteContainer(task: TaskRecord, name: string, change: Partial<Container>): void {
  const containers = task.shown.containers.map((container) =>
    container.name === name ? { ...container, ...change } : container,
  );
  task.shown = { ...task.shown, containers, version: task.shown.version + 1 };
}

/** A container has ended: its task ends with it if it was essential, or goes on with ending. */
function noteEnd(
  context: CallContext,
  service: ServiceRecord | undefined,
  task: TaskRecord,
  name: string,
  trace: Pick<Container, 'exitCode' | 'reason'>,
  reason: StopReason,
): void {
  const { world, now, random } = context;
  // A task that was made to crash is dead to ECS before its process is.
  if (task.shown.containers.some((container) => container.name === name && container.lastStatus === 'STOPPED')) return;
  noteContainer(task, name, { lastStatus: 'STOPPED', ...trace });
  const ports = balancedPorts(service, task).filter(({ container }) => container === name);
  task.targets = task.targets.map((target) =>
    ports.some(({ targetGroupArn }) => targetGroupArn === target.targetGroupArn) ? withoutLocalPort(target) : target,
  );
  if (task.shown.desiredStatus === 'RUNNING') {
    const definition = taskDefinitionByArn(world, task.shown.taskDefinitionArn);
    const essential = definition.containerDefinitions.find((container) => container.name === name)?.essential;
    if (essential !== false) end(context, service, task, reason);
    return;
  }
  const over = task.shown.containers.every(({ lastStatus }) => lastStatus !== 'RUNNING');
  if (over && task.shown.lastStatus === 'STOPPING' && task.future.length === 0) task.future = endPlan(now, random);
}

/** Ends a task that should have run on. Its other containers do not die with it: they get their signal. */
function end(context: CallContext, service: ServiceRecord | undefined, task: TaskRecord, reason: StopReason): void {
  const { containers } = task.shown;
  endTask(context, service, task, reason);
  task.shown = { ...task.shown, containers };
}

/** The rest of a stop once nothing of the task runs any more. */
function endPlan(now: Date, random: CallContext['random']): TaskRecord['future'] {
  return stopPlan(now, undefined, random).filter(({ becomes }) => becomes !== 'STOPPING');
}

/** The ports of a task's containers that its load balancer names. */
function balancedPorts(service: ServiceRecord | undefined, task: TaskRecord) {
  const set = service?.taskSets.find(({ shown }) => shown.id === task.taskSetId);
  return (set?.shown.loadBalancers ?? service?.shown.loadBalancers ?? []).flatMap(
    ({ targetGroupArn, containerName, containerPort }) =>
      targetGroupArn === undefined || containerName === undefined || containerPort === undefined
        ? []
        : [{ targetGroupArn, container: containerName, containerPort }],
  );
}

function withoutLocalPort({ localPort: _gone, ...target }: TaskTarget): TaskTarget {
  return target;
}
