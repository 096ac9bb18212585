import {
  type DeleteServiceCommandInput,
  type DeleteServiceCommandOutput,
  InvalidParameterException$,
} from '@aws-sdk/client-ecs';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { dropGone } from '../draining.js';
import { findActiveService, showService } from '../ecs-service.js';
import { unsettle } from '../steady-state.js';
import { scheduleSoon } from '../task-set.js';

/**
 * Deletes a service: it drains, then becomes INACTIVE.
 *
 * @throws Fault `InvalidParameterException` for one that wants tasks, unless `force` says so
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html
 */
export function deleteService(
  input: DeleteServiceCommandInput,
  context: CallContext,
): Answer<DeleteServiceCommandOutput> {
  const cluster = findCluster(context.world, input.cluster);
  const service = findActiveService(cluster, input.service);
  if (!input.force && service.shown.desiredCount > 0) {
    throw new Fault(InvalidParameterException$, 'The service cannot be stopped while it is scaled above 0.');
  }
  service.shown = { ...service.shown, status: 'DRAINING', desiredCount: 0 };
  for (const set of service.taskSets) set.shown = { ...set.shown, status: 'DRAINING', updatedAt: context.now };
  unsettle(context, cluster, service);
  scheduleSoon(context, service);
  dropGone(context, service);
  return { service: showService(cluster, service) };
}
