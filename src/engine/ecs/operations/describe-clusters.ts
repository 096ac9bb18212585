import {
  ClusterField,
  type DescribeClustersCommandInput,
  type DescribeClustersCommandOutput,
} from '@aws-sdk/client-ecs';
import { lastSegment } from '../../../domain/arn.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { clusterNamed, DEFAULT_CLUSTER, showCluster } from '../cluster.js';
import { checkEnums } from '../enum-member.js';
import { ecsArn } from '../identifier.js';

/** Describes clusters; `default` where none is named. One that never existed is a failure `MISSING`. */
export function describeClusters(
  input: DescribeClustersCommandInput,
  { world }: CallContext,
): Answer<DescribeClustersCommandOutput> {
  checkEnums('include', input.include, ClusterField);
  const names = input.clusters?.length ? input.clusters : [DEFAULT_CLUSTER];
  const found = names.map((name) => ({ name, cluster: clusterNamed(world, name) }));
  const withTags = input.include?.includes('TAGS') ?? false;
  return {
    clusters: found.flatMap(({ cluster }) =>
      cluster ? [{ ...showCluster(cluster), ...(withTags ? {} : { tags: [] }) }] : [],
    ),
    failures: found.flatMap(({ name, cluster }) =>
      cluster ? [] : [{ arn: ecsArn(world.region, `cluster/${lastSegment(name)}`), reason: 'MISSING' }],
    ),
  };
}
