import {
  type CreateClusterCommandInput,
  type CreateClusterCommandOutput,
  InvalidParameterException$,
} from '@aws-sdk/client-ecs';
import { stored } from '../../elbv2/lookup.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { DEFAULT_CLUSTER, showCluster } from '../cluster.js';
import { ecsArn } from '../identifier.js';
import { withTags } from '../tags.js';

/**
 * Creates a cluster, `default` without a name. One that exists is answered as it is, as AWS does.
 *
 * @throws Fault `InvalidParameterException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
 */
export function createCluster(
  input: CreateClusterCommandInput,
  { world }: CallContext,
): Answer<CreateClusterCommandOutput> {
  const name = input.clusterName ?? DEFAULT_CLUSTER;
  if (!/^(?!__proto__$)[a-zA-Z0-9_-]{1,255}$/.test(name)) {
    throw new Fault(
      InvalidParameterException$,
      'Invalid cluster name: letters, numbers, hyphens and underscores are allowed, up to 255.',
    );
  }
  const existing = stored(world.ecs.clusters, name);
  if (existing?.shown.status === 'ACTIVE') return { cluster: showCluster(existing) };
  const cluster = {
    shown: {
      clusterArn: ecsArn(world.region, `cluster/${name}`),
      clusterName: name,
      status: 'ACTIVE' as const,
      settings: input.settings ?? [{ name: 'containerInsights' as const, value: 'disabled' }],
      statistics: [],
      capacityProviders: input.capacityProviders ?? [],
      defaultCapacityProviderStrategy: input.defaultCapacityProviderStrategy ?? [],
      ...(input.configuration ? { configuration: input.configuration } : {}),
    },
    tags: withTags([], input.tags),
    services: {},
    tasks: {},
    containerInstances: [],
  };
  world.ecs.clusters[name] = cluster;
  return { cluster: showCluster(cluster) };
}
