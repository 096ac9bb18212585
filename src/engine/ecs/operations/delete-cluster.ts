import {
  ClusterContainsServicesException$,
  ClusterContainsTasksException$,
  type DeleteClusterCommandInput,
  type DeleteClusterCommandOutput,
} from '@aws-sdk/client-ecs';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster, showCluster } from '../cluster.js';

/**
 * Deletes a cluster; it can still be described, as INACTIVE.
 *
 * @throws Fault `ClusterNotFoundException`, `ClusterContainsServicesException`, `ClusterContainsTasksException`
 */
export function deleteCluster(
  input: DeleteClusterCommandInput,
  { world }: CallContext,
): Answer<DeleteClusterCommandOutput> {
  const cluster = findCluster(world, input.cluster);
  if (Object.values(cluster.services).some(({ shown }) => shown.status === 'ACTIVE')) {
    throw new Fault(ClusterContainsServicesException$, 'The Cluster cannot be deleted while Services are active.');
  }
  if (Object.values(cluster.tasks).some(({ shown }) => shown.lastStatus !== 'STOPPED')) {
    throw new Fault(ClusterContainsTasksException$, 'The Cluster cannot be deleted while Tasks are active.');
  }
  cluster.shown = { ...cluster.shown, status: 'INACTIVE' };
  cluster.containerInstances = [];
  return { cluster: showCluster(cluster) };
}
