import {
  type Deployment,
  type Service,
  ServiceNotActiveException$,
  ServiceNotFoundException$,
} from '@aws-sdk/client-ecs';
import { lastSegment } from '../../domain/arn.js';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import { showTaskSet } from './task-set.js';
import type { ClusterRecord, ServiceRecord, TaskSetRecord } from './world.js';

/** The service of a cluster with this name or ARN, deleted ones among them. */
export function serviceNamed(cluster: ClusterRecord, nameOrArn: string | undefined): ServiceRecord | undefined {
  return stored(cluster.services, lastSegment(nameOrArn ?? ''));
}

/**
 * The service of a cluster with this name or ARN.
 *
 * @throws Fault `ServiceNotFoundException`
 */
export function findService(cluster: ClusterRecord, nameOrArn: string | undefined): ServiceRecord {
  const service = serviceNamed(cluster, nameOrArn);
  if (!service) throw new Fault(ServiceNotFoundException$, 'Service not found.');
  return service;
}

/**
 * The service of a cluster with this name or ARN, if it can be changed.
 *
 * @throws Fault `ServiceNotFoundException`, `ServiceNotActiveException`
 */
export function findActiveService(cluster: ClusterRecord, nameOrArn: string | undefined): ServiceRecord {
  const service = findService(cluster, nameOrArn);
  if (service.shown.status !== 'ACTIVE') throw new Fault(ServiceNotActiveException$, 'Service was not ACTIVE.');
  return service;
}

/** The task set of a service that serves production. */
export function primaryOf(service: ServiceRecord): TaskSetRecord | undefined {
  return service.taskSets.find(({ shown }) => shown.status === 'PRIMARY');
}

/**
 * Gives the service the values of its primary task set.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateServicePrimaryTaskSet.html
 */
export function takeOverPrimary(service: ServiceRecord, { shown: set }: TaskSetRecord): void {
  const {
    launchType: _launchType,
    capacityProviderStrategy: _strategy,
    platformVersion: _version,
    platformFamily: _family,
    networkConfiguration: _network,
    ...rest
  } = service.shown;
  service.shown = {
    ...rest,
    taskDefinition: set.taskDefinition,
    loadBalancers: set.loadBalancers,
    serviceRegistries: set.serviceRegistries,
    ...(set.launchType ? { launchType: set.launchType } : {}),
    ...(set.capacityProviderStrategy ? { capacityProviderStrategy: set.capacityProviderStrategy } : {}),
    ...(set.platformVersion ? { platformVersion: set.platformVersion } : {}),
    ...(set.platformFamily ? { platformFamily: set.platformFamily } : {}),
    ...(set.networkConfiguration ? { networkConfiguration: set.networkConfiguration } : {}),
  };
}

/** A service as AWS answers it: task sets under CODE_DEPLOY and EXTERNAL, deployments under ECS. */
export function showService(cluster: ClusterRecord, service: ServiceRecord): Service {
  const sets = service.taskSets.map((set) => showTaskSet(cluster, service, set));
  const total = (counts: readonly (number | undefined)[]) =>
    counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return {
    ...service.shown,
    runningCount: total(sets.map(({ runningCount }) => runningCount)),
    pendingCount: total(sets.map(({ pendingCount }) => pendingCount)),
    ...(service.controller === 'ECS'
      ? { deployments: sets.map((set) => asDeployment(service, set)) }
      : { deployments: [], taskSets: sets }),
    tags: service.tags,
  };
}

/** What the engine keeps as the one task set of a service under the ECS controller, AWS calls a deployment. */
function asDeployment(service: ServiceRecord, set: ReturnType<typeof showTaskSet>): Deployment {
  const steady = set.stabilityStatus === 'STEADY_STATE';
  return {
    id: set.id,
    status: set.status,
    taskDefinition: set.taskDefinition,
    desiredCount: set.computedDesiredCount,
    runningCount: set.runningCount,
    pendingCount: set.pendingCount,
    failedTasks: service.taskSets.find(({ shown }) => shown.id === set.id)?.failedStarts ?? 0,
    createdAt: set.createdAt,
    updatedAt: set.updatedAt,
    launchType: set.launchType,
    capacityProviderStrategy: set.capacityProviderStrategy,
    platformVersion: set.platformVersion,
    platformFamily: set.platformFamily,
    networkConfiguration: set.networkConfiguration,
    rolloutState: steady ? 'COMPLETED' : 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${set.id} ${steady ? 'completed' : 'in progress'}.`,
  };
}
