import {
  type DescribeServicesCommandInput,
  type DescribeServicesCommandOutput,
  InvalidParameterException$,
  ServiceField,
} from '@aws-sdk/client-ecs';
import { lastSegment } from '../../../domain/arn.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { serviceNamed, showService } from '../ecs-service.js';
import { checkEnums } from '../enum-member.js';
import { ecsArn } from '../identifier.js';

/**
 * Describes up to 10 services of a cluster; one that is not there is a failure `MISSING`.
 *
 * @throws Fault `ClusterNotFoundException`, `InvalidParameterException`
 */
export function describeServices(
  input: DescribeServicesCommandInput,
  { world }: CallContext,
): Answer<DescribeServicesCommandOutput> {
  checkEnums('include', input.include, ServiceField);
  const names = input.services ?? [];
  if (names.length === 0) throw new Fault(InvalidParameterException$, 'Services cannot be empty.');
  if (names.length > 10) throw new Fault(InvalidParameterException$, 'services can have at most 10 items.');
  const cluster = findCluster(world, input.cluster);
  const withTags = input.include?.includes('TAGS') ?? false;
  const found = names.map((name) => ({ name, service: serviceNamed(cluster, name) }));
  return {
    services: found.flatMap(({ service }) => {
      if (!service) return [];
      const { tags, ...shown } = showService(cluster, service);
      return [withTags ? { ...shown, tags } : shown];
    }),
    failures: found.flatMap(({ name, service }) =>
      service
        ? []
        : [
            {
              arn: ecsArn(world.region, `service/${cluster.shown.clusterName}/${lastSegment(name)}`),
              reason: 'MISSING',
            },
          ],
    ),
  };
}
