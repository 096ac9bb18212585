import type { UpdateTaskSetCommandInput, UpdateTaskSetCommandOutput } from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { findActiveService } from '../ecs-service.js';
import { unsettle } from '../steady-state.js';
import {
  checkNotDraining,
  checkTakesTaskSets,
  findTaskSet,
  readScale,
  scheduleSoon,
  showTaskSet,
} from '../task-set.js';

/**
 * Gives a task set another scale.
 *
 * @throws Fault `ClusterNotFoundException`, `ServiceNotFoundException`, `TaskSetNotFoundException`,
 *   `InvalidParameterException`
 */
export function updateTaskSet(
  input: UpdateTaskSetCommandInput,
  context: CallContext,
): Answer<UpdateTaskSetCommandOutput> {
  const cluster = findCluster(context.world, input.cluster);
  const service = findActiveService(cluster, input.service);
  checkTakesTaskSets(service);
  const set = findTaskSet(service, input.taskSet);
  checkNotDraining(set);
  set.shown = { ...set.shown, scale: readScale(input.scale), updatedAt: context.now };
  unsettle(context, cluster, service);
  scheduleSoon(context, service);
  return { taskSet: showTaskSet(cluster, service, set) };
}
