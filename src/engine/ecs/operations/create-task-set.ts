import { type CreateTaskSetCommandInput, type CreateTaskSetCommandOutput, LaunchType } from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { findActiveService } from '../ecs-service.js';
import { checkEnum } from '../enum-member.js';
import { addTaskSet, checkTakesTaskSets, showTaskSet } from '../task-set.js';

/**
 * Creates a task set of a service; what the request leaves out is taken from the service. The same `clientToken`
 * answers the same task set.
 *
 * @throws Fault `ClusterNotFoundException`, `ServiceNotFoundException`, `ServiceNotActiveException`,
 *   `InvalidParameterException`, `ClientException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html
 */
export function createTaskSet(
  input: CreateTaskSetCommandInput,
  context: CallContext,
): Answer<CreateTaskSetCommandOutput> {
  checkEnum('launchType', input.launchType, LaunchType);
  const cluster = findCluster(context.world, input.cluster);
  const service = findActiveService(cluster, input.service);
  checkTakesTaskSets(service);
  const { cluster: _cluster, service: _service, ...wish } = input;
  const repeated = service.taskSets.find(({ clientToken }) => clientToken && clientToken === input.clientToken);
  const set = repeated ?? addTaskSet(context, service, wish, { status: 'ACTIVE', attached: false });
  return { taskSet: showTaskSet(cluster, service, set) };
}
