import {
  ListenerNotFoundException$,
  LoadBalancerNotFoundException$,
  RuleNotFoundException$,
  TargetGroupNotFoundException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../fault.js';
import type { Elbv2World, ListenerRecord, LoadBalancerRecord, RuleRecord, TargetGroupRecord } from './world.js';

/** What stands in a record under a key of a request, which may be any text, `constructor` included. */
export function stored<Value>(record: Readonly<Record<string, Value>>, key: string | undefined): Value | undefined {
  return key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * The load balancer with this ARN.
 *
 * @throws Fault `LoadBalancerNotFound`
 */
export function findLoadBalancer(world: Elbv2World, arn: string | undefined): LoadBalancerRecord {
  const found = stored(world.loadBalancers, arn);
  if (!found) throw new Fault(LoadBalancerNotFoundException$, `Load balancer '${arn}' not found`);
  return found;
}

/**
 * The target group with this ARN.
 *
 * @throws Fault `TargetGroupNotFound`
 */
export function findTargetGroup(world: Elbv2World, arn: string | undefined): TargetGroupRecord {
  const found = stored(world.targetGroups, arn);
  if (!found) throw new Fault(TargetGroupNotFoundException$, 'One or more target groups not found');
  return found;
}

/**
 * The listener with this ARN.
 *
 * @throws Fault `ListenerNotFound`
 */
export function findListener(world: Elbv2World, arn: string | undefined): ListenerRecord {
  const found = stored(world.listeners, arn);
  if (!found) throw new Fault(ListenerNotFoundException$, 'One or more listeners not found');
  return found;
}

/**
 * The rule with this ARN, default rules not among them.
 *
 * @throws Fault `RuleNotFound`
 */
export function findRule(world: Elbv2World, arn: string | undefined): RuleRecord {
  const found = stored(world.rules, arn);
  if (!found) throw new Fault(RuleNotFoundException$, 'One or more rules not found');
  return found;
}

/** The rules of a listener, the default one aside, by priority. */
export function rulesOf(world: Elbv2World, listenerArn: string): RuleRecord[] {
  return Object.values(world.rules)
    .filter((rule) => rule.listenerArn === listenerArn)
    .sort((one, other) => Number(one.shown.Priority) - Number(other.shown.Priority));
}

/** The listener whose default rule has this ARN. */
export function listenerOfDefaultRule(world: Elbv2World, ruleArn: string): ListenerRecord | undefined {
  return Object.values(world.listeners).find((listener) => listener.defaultRuleArn === ruleArn);
}
