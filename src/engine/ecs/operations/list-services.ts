import {
  LaunchType,
  type ListServicesCommandInput,
  type ListServicesCommandOutput,
  SchedulingStrategy,
} from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { checkEnum } from '../enum-member.js';
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
  checkEnum('launchType', input.launchType, LaunchType);
  checkEnum('schedulingStrategy', input.schedulingStrategy, SchedulingStrategy);
  const arns = Object.values(findCluster(world, input.cluster).services)
    .filter(({ shown }) => shown.status !== 'INACTIVE')
    .filter(({ shown }) => !input.launchType || shown.launchType === input.launchType)
    .filter(({ shown }) => !input.schedulingStrategy || shown.schedulingStrategy === input.schedulingStrategy)
    .map(({ shown }) => shown.serviceArn);
  const { items, nextToken } = page(arns, input.nextToken, input.maxResults, 10);
  return { serviceArns: items, nextToken };
}
