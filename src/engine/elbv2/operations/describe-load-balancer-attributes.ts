import type {
  DescribeLoadBalancerAttributesCommandInput,
  DescribeLoadBalancerAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findLoadBalancer } from '../lookup.js';

/**
 * Answers a load balancer's attributes.
 *
 * @throws Fault `LoadBalancerNotFound`
 */
export function describeLoadBalancerAttributes(
  input: DescribeLoadBalancerAttributesCommandInput,
  { world }: CallContext,
): Answer<DescribeLoadBalancerAttributesCommandOutput> {
  const { attributes } = findLoadBalancer(world.elbv2, input.LoadBalancerArn);
  return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) };
}
