import type { LaunchType } from '@aws-sdk/client-ecs';
import type { CallContext } from '../operation.js';
import { newTaskId } from './identifier.js';
import { taskDefinitionByArn } from './task-definition.js';
import { attachTask } from './task-network.js';
import { taskPlan } from './task-plan.js';
import type { ClusterRecord, ServiceRecord, TaskRecord, TaskSetRecord } from './world.js';

/** How long a stopped task can still be described: an hour, in milliseconds. */
const REMEMBERED = 3_600_000;

/** Whether a task counts as running. */
export function isRunning({ shown }: TaskRecord): boolean {
  return shown.lastStatus === 'RUNNING';
}

/** Whether a task counts as pending: wanted, and not running yet. */
export function isPending({ shown }: TaskRecord): boolean {
  return shown.desiredStatus === 'RUNNING' && shown.lastStatus !== 'RUNNING' && shown.lastStatus !== 'STOPPED';
}

/** Whether a stopped task is too old to be described. */
export function isForgotten({ shown }: TaskRecord, now: Date): boolean {
  return shown.stoppedAt !== undefined && now.getTime() - shown.stoppedAt.getTime() > REMEMBERED;
}

/** The tasks of a task set, whatever their state. */
export function tasksOf(cluster: ClusterRecord, taskSetId: string): TaskRecord[] {
  return Object.values(cluster.tasks).filter((task) => task.taskSetId === taskSetId);
}

/** Creates a task of a task set; its whole future is planned with it. */
export function startTask(
  { world, now, random, containers }: CallContext,
  cluster: ClusterRecord,
  service: ServiceRecord,
  set: TaskSetRecord,
): TaskRecord {
  const id = newTaskId(random);
  const definition = taskDefinitionByArn(world, set.shown.taskDefinition);
  const taskArn = `${cluster.shown.clusterArn.replace(':cluster/', ':task/')}/${id}`;
  const launchType = launchTypeOf(set);
  const place = attachTask({ world, cluster, set, definition, random, launchType });
  const task: TaskRecord = {
    id,
    serviceName: service.shown.serviceName,
    taskSetId: set.shown.id,
    targets: place.targets,
    future: taskPlan({
      taskDefinition: definition,
      ...(set.flaws ? { flaws: set.flaws } : {}),
      createdAt: now,
      random,
      containers,
    }),
    shown: {
      taskArn,
      taskDefinitionArn: definition.taskDefinitionArn,
      clusterArn: cluster.shown.clusterArn,
      lastStatus: 'PROVISIONING',
      desiredStatus: 'RUNNING',
      createdAt: now,
      version: 1,
      group: `service:${service.shown.serviceName}`,
      startedBy: set.shown.id,
      launchType,
      ...(launchType === 'FARGATE' ? { platformVersion: platformVersion(set), platformFamily: 'Linux' } : {}),
      ...(set.shown.capacityProviderStrategy?.[0]
        ? { capacityProviderName: set.shown.capacityProviderStrategy[0].capacityProvider }
        : {}),
      cpu: definition.cpu ?? String(sum(definition.containerDefinitions.map(({ cpu }) => cpu))),
      memory: definition.memory ?? String(sum(definition.containerDefinitions.map(({ memory }) => memory))),
      healthStatus: definition.containerDefinitions.some(({ healthCheck }) => healthCheck) ? 'UNKNOWN' : undefined,
      enableExecuteCommand: service.shown.enableExecuteCommand ?? false,
      attributes: [{ name: 'ecs.cpu-architecture', value: definition.runtimePlatform?.cpuArchitecture ?? 'x86_64' }],
      overrides: { containerOverrides: definition.containerDefinitions.map(({ name }) => ({ name })) },
      tags: [],
      ...place.shown,
      containers: definition.containerDefinitions.map((container) => ({
        containerArn: `${taskArn.replace(':task/', ':container/')}/${random.uuid()}`,
        taskArn,
        name: container.name,
        image: container.image,
        lastStatus: 'PENDING',
        networkBindings: [],
        networkInterfaces: place.interfaces,
        healthStatus: 'UNKNOWN',
        cpu: String(container.cpu ?? 0),
        ...(container.memory === undefined ? {} : { memory: String(container.memory) }),
        ...(container.memoryReservation === undefined
          ? {}
          : { memoryReservation: String(container.memoryReservation) }),
      })),
    },
  };
  cluster.tasks[id] = task;
  for (const [other, old] of Object.entries(cluster.tasks)) {
    if (isForgotten(old, now)) delete cluster.tasks[other];
  }
  return task;
}

/** What a task set runs on; a capacity provider strategy of Fargate's own providers counts as Fargate. */
export function launchTypeOf({ shown }: TaskSetRecord): LaunchType {
  if (shown.launchType) return shown.launchType;
  return shown.capacityProviderStrategy?.some(({ capacityProvider }) => capacityProvider?.startsWith('FARGATE'))
    ? 'FARGATE'
    : 'EC2';
}

/** `LATEST` as the version that it stands for. */
function platformVersion({ shown }: TaskSetRecord): string {
  return !shown.platformVersion || shown.platformVersion === 'LATEST' ? '1.4.0' : shown.platformVersion;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
