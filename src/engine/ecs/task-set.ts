import {
  ClientException$,
  type CreateTaskSetCommandInput,
  InvalidParameterException$,
  ScaleUnit,
  type TaskSet,
  TaskSetNotFoundException$,
} from '@aws-sdk/client-ecs';
import { Fault } from '../fault.js';
import type { CallContext } from '../operation.js';
import { checkEnum } from './enum-member.js';
import { newTaskSetId } from './identifier.js';
import { checkLoadBalancers } from './load-balancer-check.js';
import { checkNetwork, completedNetwork } from './network-configuration.js';
import { isPending, isRunning, launchTypeOf, tasksOf } from './task.js';
import { findActiveTaskDefinition } from './task-definition.js';
import { flawsIn } from './version-flaws.js';
import type { ClusterRecord, ServiceRecord, TaskSetRecord } from './world.js';

/** The number of task sets that a service can have, draining ones among them. */
const MOST_TASK_SETS = 5;

/** What a task set is made of; the service gives what the request leaves out. */
export type TaskSetWish = Omit<CreateTaskSetCommandInput, 'service' | 'cluster'>;

/**
 * Adds a task set to a service. The scheduler starts its tasks a moment later.
 *
 * @throws Fault `InvalidParameterException`, `ClientException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html
 */
export function addTaskSet(
  context: CallContext,
  service: ServiceRecord,
  wish: TaskSetWish,
  role: { readonly status: 'PRIMARY' | 'ACTIVE'; readonly attached: boolean },
): TaskSetRecord {
  const { world, now, random, rules } = context;
  const flaws = wish.externalId === undefined ? undefined : flawsIn(rules);
  const definition = findActiveTaskDefinition(world, wish.taskDefinition);
  const loadBalancers = wish.loadBalancers ?? service.shown.loadBalancers;
  const networkConfiguration = completedNetwork(wish.networkConfiguration) ?? service.shown.networkConfiguration;
  const strategy =
    wish.capacityProviderStrategy ?? (wish.launchType ? undefined : service.shown.capacityProviderStrategy);
  const launchType = wish.launchType ?? (strategy?.length ? undefined : (service.shown.launchType ?? 'EC2'));
  const scale = readScale(wish.scale);
  if (service.taskSets.length >= MOST_TASK_SETS) {
    throw new Fault(
      InvalidParameterException$,
      `${MOST_TASK_SETS} deployments exist on the service. Unable to create new TaskSet since this exceeds the maximum limit.`,
    );
  }
  checkNetwork(networkConfiguration, definition);
  checkLoadBalancers(world, loadBalancers, definition, role.attached);
  const id = newTaskSetId(random);
  const set: TaskSetRecord = {
    tags: wish.tags ?? [],
    ...(wish.clientToken ? { clientToken: wish.clientToken } : {}),
    ...(flaws ? { flaws } : {}),
    announcedCount: 0,
    noticeSeconds: 5 + Math.round(10 * random.next()),
    shown: {
      id,
      taskSetArn: `${service.shown.serviceArn.replace(':service/', ':task-set/')}/${id}`,
      serviceArn: service.shown.serviceArn,
      clusterArn: service.shown.clusterArn,
      ...(service.controller === 'EXTERNAL' ? {} : { startedBy: 'CODE_DEPLOY' }),
      ...(wish.externalId ? { externalId: wish.externalId } : {}),
      status: role.status,
      taskDefinition: definition.taskDefinitionArn,
      createdAt: now,
      updatedAt: now,
      ...(launchType ? { launchType } : {}),
      ...(strategy?.length ? { capacityProviderStrategy: strategy } : {}),
      ...(networkConfiguration ? { networkConfiguration } : {}),
      loadBalancers,
      serviceRegistries: wish.serviceRegistries ?? service.shown.serviceRegistries,
      scale,
      stabilityStatus: 'STABILIZING',
      stabilityStatusAt: now,
    },
  };
  if (launchTypeOf(set) === 'FARGATE') {
    if (!definition.compatibilities?.includes('FARGATE')) {
      throw new Fault(InvalidParameterException$, 'Task definition does not support launch_type FARGATE.');
    }
    const platformVersion = wish.platformVersion ?? service.shown.platformVersion ?? 'LATEST';
    set.shown.platformVersion = platformVersion === 'LATEST' ? '1.4.0' : platformVersion;
    set.shown.platformFamily = 'Linux';
  }
  service.taskSets.push(set);
  scheduleSoon(context, service);
  return set;
}

/**
 * Reads the scale of a request; without one a set is to run all that the service wants.
 *
 * @throws Fault `InvalidParameterException`
 */
export function readScale(scale: CreateTaskSetCommandInput['scale']): { value: number; unit: 'PERCENT' } {
  checkEnum('scale.unit', scale?.unit, ScaleUnit);
  const value = scale?.value ?? 100;
  if (!(value >= 0 && value <= 100)) {
    throw new Fault(InvalidParameterException$, 'The scale value must be between 0.0 and 100.0.');
  }
  return { value, unit: 'PERCENT' };
}

/** Has the scheduler look at a service within the next three seconds. */
export function scheduleSoon({ now, random }: CallContext, service: ServiceRecord): void {
  const at = new Date(now.getTime() + 1000 + Math.round(2000 * random.next()));
  if (service.scheduledAt === undefined || at < service.scheduledAt) service.scheduledAt = at;
}

/** How many tasks a set is to run: the service's desired count times the set's scale, rounded up. */
export function computedDesiredCount(service: ServiceRecord, { shown }: TaskSetRecord): number {
  return Math.ceil((service.shown.desiredCount * shown.scale.value) / 100);
}

/** The task set of a service with this id or ARN. */
export function taskSetNamed(service: ServiceRecord, idOrArn: string | undefined): TaskSetRecord | undefined {
  return service.taskSets.find(({ shown }) => shown.id === idOrArn || shown.taskSetArn === idOrArn);
}

/**
 * The task set of a service with this id or ARN.
 *
 * @throws Fault `TaskSetNotFoundException`
 */
export function findTaskSet(service: ServiceRecord, idOrArn: string | undefined): TaskSetRecord {
  const set = taskSetNamed(service, idOrArn);
  if (!set) throw new Fault(TaskSetNotFoundException$, 'The specified task set does not exist.');
  return set;
}

/**
 * Refuses task sets where ECS itself moves the traffic.
 *
 * @throws Fault `ClientException`
 */
export function checkTakesTaskSets(service: ServiceRecord): void {
  if (service.controller === 'ECS') {
    throw new Fault(
      ClientException$,
      'Task sets exist only for services with an EXTERNAL or a CODE_DEPLOY deployment controller.',
    );
  }
}

/**
 * Refuses to change a task set that is on its way out.
 *
 * @throws Fault `InvalidParameterException`
 */
export function checkNotDraining({ shown }: TaskSetRecord): void {
  if (shown.status === 'DRAINING') {
    throw new Fault(InvalidParameterException$, `The task set ${shown.id} is draining and cannot be changed.`);
  }
}

/** A task set as AWS answers it. */
export function showTaskSet(cluster: ClusterRecord, service: ServiceRecord, set: TaskSetRecord): TaskSet {
  const tasks = tasksOf(cluster, set.shown.id);
  return {
    ...set.shown,
    computedDesiredCount: computedDesiredCount(service, set),
    runningCount: tasks.filter(isRunning).length,
    pendingCount: tasks.filter(isPending).length,
    tags: set.tags,
  };
}
