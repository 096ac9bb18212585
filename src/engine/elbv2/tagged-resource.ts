import { findListener, findLoadBalancer, findRule, findTargetGroup } from './lookup.js';
import type { Elbv2World, Tags } from './world.js';

/**
 * The resource of any kind that an ARN names, as far as its tags go.
 *
 * @throws Fault `LoadBalancerNotFound`, `TargetGroupNotFound`, `ListenerNotFound`, `RuleNotFound`
 */
export function findTagged(world: Elbv2World, arn: string): { tags: Tags } {
  if (arn.includes(':targetgroup/')) return findTargetGroup(world, arn);
  if (arn.includes(':listener-rule/')) return findRule(world, arn);
  if (arn.includes(':listener/')) return findListener(world, arn);
  return findLoadBalancer(world, arn);
}
