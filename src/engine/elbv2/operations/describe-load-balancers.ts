import {
  type DescribeLoadBalancersCommandInput,
  type DescribeLoadBalancersCommandOutput,
  LoadBalancerNotFoundException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findLoadBalancer } from '../lookup.js';
import { page } from '../page.js';
import { validationError } from '../validation.js';

/**
 * Describes the load balancers that are named, or all of them.
 *
 * @throws Fault `LoadBalancerNotFound`
 */
export function describeLoadBalancers(
  input: DescribeLoadBalancersCommandInput,
  { world }: CallContext,
): Answer<DescribeLoadBalancersCommandOutput> {
  const { LoadBalancerArns: arns, Names: names } = input;
  if (arns?.length && names?.length) {
    throw validationError('Load balancer names and load balancer ARNs cannot be specified at the same time');
  }
  const all = Object.values(world.elbv2.loadBalancers);
  const records = arns?.length
    ? arns.map((arn) => findLoadBalancer(world.elbv2, arn))
    : names?.length
      ? names.map((name) => {
          const named = all.find(({ shown }) => shown.LoadBalancerName === name);
          if (!named) throw new Fault(LoadBalancerNotFoundException$, `Load balancers '[${name}]' not found`);
          return named;
        })
      : all;
  const { items, NextMarker } = page(records, input.Marker, input.PageSize);
  return { LoadBalancers: items.map(({ shown }) => shown), NextMarker };
}
