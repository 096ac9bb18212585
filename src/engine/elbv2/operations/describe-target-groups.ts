import {
  type DescribeTargetGroupsCommandInput,
  type DescribeTargetGroupsCommandOutput,
  TargetGroupNotFoundException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findLoadBalancer, findTargetGroup } from '../lookup.js';
import { page } from '../page.js';
import { showTargetGroup } from '../target-group.js';
import { validationError } from '../validation.js';

/**
 * Describes target groups: by ARN, by name, those of a load balancer, or all.
 *
 * @throws Fault `TargetGroupNotFound`, `LoadBalancerNotFound`
 */
export function describeTargetGroups(
  input: DescribeTargetGroupsCommandInput,
  { world }: CallContext,
): Answer<DescribeTargetGroupsCommandOutput> {
  const { LoadBalancerArn: balancer, TargetGroupArns: arns, Names: names } = input;
  if ([balancer, arns?.length, names?.length].filter(Boolean).length > 1) {
    throw validationError(
      'Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time',
    );
  }
  const groups = Object.values(world.elbv2.targetGroups);
  const select = () => {
    if (arns?.length) return arns.map((arn) => findTargetGroup(world.elbv2, arn));
    if (names?.length) {
      return names.map((name) => {
        const named = groups.find(({ shown }) => shown.TargetGroupName === name);
        if (!named) throw new Fault(TargetGroupNotFoundException$, 'One or more target groups not found');
        return named;
      });
    }
    if (balancer) findLoadBalancer(world.elbv2, balancer);
    return groups;
  };
  const shown = select()
    .map((group) => showTargetGroup(world.elbv2, group))
    .filter((group) => !balancer || group.LoadBalancerArns?.includes(balancer));
  const { items, NextMarker } = page(shown, input.Marker, input.PageSize);
  return { TargetGroups: items, NextMarker };
}
