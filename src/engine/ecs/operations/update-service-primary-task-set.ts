import type {
  UpdateServicePrimaryTaskSetCommandInput,
  UpdateServicePrimaryTaskSetCommandOutput,
} from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { findActiveService, primaryOf, takeOverPrimary } from '../ecs-service.js';
import { checkNotDraining, checkTakesTaskSets, findTaskSet, showTaskSet } from '../task-set.js';

/**
 * Makes a task set the primary one; the one before becomes ACTIVE, and the service takes the new one's values.
 *
 * @throws Fault `ClusterNotFoundException`, `ServiceNotFoundException`, `TaskSetNotFoundException`,
 *   `InvalidParameterException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateServicePrimaryTaskSet.html
 */
export function updateServicePrimaryTaskSet(
  input: UpdateServicePrimaryTaskSetCommandInput,
  { world, now }: CallContext,
): Answer<UpdateServicePrimaryTaskSetCommandOutput> {
  const cluster = findCluster(world, input.cluster);
  const service = findActiveService(cluster, input.service);
  checkTakesTaskSets(service);
  const set = findTaskSet(service, input.primaryTaskSet);
  checkNotDraining(set);
  const before = primaryOf(service);
  if (before !== set) {
    if (before) before.shown = { ...before.shown, status: 'ACTIVE', updatedAt: now };
    set.shown = { ...set.shown, status: 'PRIMARY', updatedAt: now };
    takeOverPrimary(service, set);
  }
  return { taskSet: showTaskSet(cluster, service, set) };
}
