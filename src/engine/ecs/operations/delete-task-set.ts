import {
  type DeleteTaskSetCommandInput,
  type DeleteTaskSetCommandOutput,
  InvalidParameterException$,
} from '@aws-sdk/client-ecs';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { findService } from '../ecs-service.js';
import { unsettle } from '../steady-state.js';
import { checkTakesTaskSets, findTaskSet, scheduleSoon, showTaskSet } from '../task-set.js';

/**
 * Deletes a task set: scaled to nothing and DRAINING, then gone when its last task has stopped. One that drains already
 * is answered as it is.
 *
 * @throws Fault `ClusterNotFoundException`, `ServiceNotFoundException`, `TaskSetNotFoundException`
 * @throws Fault `InvalidParameterException` for one that is not scaled to nothing, unless `force` says so
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskSet.html
 */
export function deleteTaskSet(
  input: DeleteTaskSetCommandInput,
  context: CallContext,
): Answer<DeleteTaskSetCommandOutput> {
  const cluster = findCluster(context.world, input.cluster);
  const service = findService(cluster, input.service);
  checkTakesTaskSets(service);
  const set = findTaskSet(service, input.taskSet);
  if (set.shown.status !== 'DRAINING') {
    if (!input.force && set.shown.scale.value > 0) {
      throw new Fault(
        InvalidParameterException$,
        'The task set cannot be deleted while it is scaled above 0. Scale it down, or use the force option.',
      );
    }
    set.shown = {
      ...set.shown,
      status: 'DRAINING',
      scale: { value: 0, unit: 'PERCENT' },
      updatedAt: context.now,
    };
    unsettle(context, cluster, service);
    scheduleSoon(context, service);
  }
  return { taskSet: showTaskSet(cluster, service, set) };
}
