import type {
  DescribeListenersCommandInput,
  DescribeListenersCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findListener, findLoadBalancer } from '../lookup.js';
import { page } from '../page.js';
import { validationError } from '../validation.js';

/**
 * Describes listeners: by ARN, or those of a load balancer.
 *
 * @throws Fault `ListenerNotFound`, `LoadBalancerNotFound`
 * @throws ProtocolFault `ValidationError` without either
 */
export function describeListeners(
  input: DescribeListenersCommandInput,
  { world }: CallContext,
): Answer<DescribeListenersCommandOutput> {
  const { ListenerArns: arns, LoadBalancerArn: balancer } = input;
  if (!arns?.length && !balancer) {
    throw validationError('You must specify either listener ARNs or a load balancer ARN');
  }
  if (arns?.length && balancer) {
    throw validationError('Listener ARNs and a load balancer ARN cannot be specified at the same time');
  }
  if (balancer) findLoadBalancer(world.elbv2, balancer);
  const records = arns?.length
    ? arns.map((arn) => findListener(world.elbv2, arn))
    : Object.values(world.elbv2.listeners).filter(({ shown }) => shown.LoadBalancerArn === balancer);
  const { items, NextMarker } = page(records, input.Marker, input.PageSize);
  return { Listeners: items.map(({ shown }) => shown), NextMarker };
}
