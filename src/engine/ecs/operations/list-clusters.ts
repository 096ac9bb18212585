import type { ListClustersCommandInput, ListClustersCommandOutput } from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { page } from '../page.js';

/** Lists the ARNs of the active clusters. */
export function listClusters(
  input: ListClustersCommandInput,
  { world }: CallContext,
): Answer<ListClustersCommandOutput> {
  const arns = Object.values(world.ecs.clusters)
    .filter(({ shown }) => shown.status === 'ACTIVE')
    .map(({ shown }) => shown.clusterArn);
  const { items, nextToken } = page(arns, input.nextToken, input.maxResults);
  return { clusterArns: items, nextToken };
}
