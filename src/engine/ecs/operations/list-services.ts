import type { ListServicesCommandInput, ListServicesCommandOutput } from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { page } from '../page.js';

/**
 * Lists the ARNs of a cluster's services, 10 a page unless asked otherwise.
 *
 * @throws Fault `ClusterNotFoundException`, `InvalidParameterException`
 */
export function listServices(
  input: ListServicesCommandInput,
  { world }: CallContext,
): Answer<ListServicesCommandOutput> {
  const arns = Object.values(findCluster(world, input.cluster).services)
    .filter(({ shown }) => shown.status !== 'INACTIVE')
    .filter(({ shown }) => !input.launchType || shown.launchType === input.launchType)
    .filter(({ shown }) => !input.schedulingStrategy || shown.schedulingStrategy === input.schedulingStrategy)
    .map(({ shown }) => shown.serviceArn);
  const { items, nextToken } = page(arns, input.nextToken, input.maxResults, 10);
  return { serviceArns: items, nextToken };
}
