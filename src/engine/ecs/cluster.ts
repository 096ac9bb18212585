import { type Cluster, ClusterNotFoundException$ } from '@aws-sdk/client-ecs';
import { lastSegment } from '../../domain/arn.js';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import type { RegionWorld } from '../world/world.js';
import { isPending, isRunning } from './task.js';
import type { ClusterRecord } from './world.js';

/** The cluster of a request that names none. */
export const DEFAULT_CLUSTER = 'default';

/** The cluster with this name or ARN, deleted ones among them. */
export function clusterNamed(world: RegionWorld, nameOrArn: string | undefined): ClusterRecord | undefined {
  return stored(world.ecs.clusters, lastSegment(nameOrArn || DEFAULT_CLUSTER));
}

/**
 * The active cluster with this name or ARN.
 *
 * @throws Fault `ClusterNotFoundException`
 */
export function findCluster(world: RegionWorld, nameOrArn: string | undefined): ClusterRecord {
  const cluster = clusterNamed(world, nameOrArn);
  if (cluster?.shown.status !== 'ACTIVE') throw new Fault(ClusterNotFoundException$, 'Cluster not found.');
  return cluster;
}

/** A cluster as AWS answers it. */
export function showCluster({ shown, services, tasks, containerInstances, tags }: ClusterRecord): Cluster {
  const live = Object.values(tasks);
  return {
    ...shown,
    registeredContainerInstancesCount: containerInstances.length,
    runningTasksCount: live.filter(isRunning).length,
    pendingTasksCount: live.filter(isPending).length,
    activeServicesCount: Object.values(services).filter((service) => service.shown.status === 'ACTIVE').length,
    tags,
  };
}
