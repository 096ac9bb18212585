import {
  InvalidLoadBalancerInfoException$,
  InvalidTargetGroupPairException$,
  InvalidTrafficRoutingConfigurationException$,
  type LoadBalancerInfo,
} from '@aws-sdk/client-codedeploy';
import type { Listener, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TrafficRouting } from '../../domain/traffic.js';
import { Fault } from '../fault.js';
import type { ServiceRole } from './role.js';
import { pairNames, productionListener, testListener } from './traffic-listener.js';

/**
 * Checks that a group names two target groups and the listeners of one load balancer. A target group that no listener
 * uses yet is fine: all that the ECS guide asks of the second one is that it belongs to no other load balancer.
 *
 * @throws Fault `InvalidLoadBalancerInfoException`, `InvalidTargetGroupPairException`,
 *   `InvalidTrafficRoutingConfigurationException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
 */
export function checkLoadBalancer(
  role: ServiceRole,
  info: LoadBalancerInfo | undefined,
  routing: TrafficRouting,
): LoadBalancerInfo {
  if (!info) refuse('For ECS deployment group, loadBalancerInfo must be specified');
  checkShape(info);
  const production = existingListener(role, productionListener(info));
  const test = testListener(info);
  const balancer = production.LoadBalancerArn ?? '';
  if (test !== undefined && existingListener(role, test).LoadBalancerArn !== balancer) {
    refuse('The production listener and the test listener must belong to the same load balancer');
  }
  for (const name of pairNames(info)) checkTargetGroup(role, name, balancer);
  checkGradual(production, routing);
  return info;
}

function checkShape(info: LoadBalancerInfo): void {
  if (info.elbInfoList?.length) refuse('For ECS deployment group, loadBalancerInfo must not contain elbInfo list');
  if (info.targetGroupInfoList?.length) {
    refuse('For ECS deployment group, loadBalancerInfo must not contain targetGroupInfo list');
  }
  const [pair, ...more] = info.targetGroupPairInfoList ?? [];
  if (!pair || more.length > 0) {
    refuse('For ECS deployment group, loadBalancerInfo must contain exactly one target group pair');
  }
  const names = pairNames(info);
  if (names.length !== 2) {
    throw new Fault(InvalidTargetGroupPairException$, 'Target group pair must have exactly two target groups.');
  }
  if (names[0] === names[1]) {
    throw new Fault(InvalidTargetGroupPairException$, 'Target group pair must have distinct target groups.');
  }
  if (pair.prodTrafficRoute?.listenerArns?.length !== 1) {
    refuse('The production traffic route must have exactly one listener');
  }
  if (pair.testTrafficRoute && pair.testTrafficRoute.listenerArns?.length !== 1) {
    refuse('The test traffic route must have exactly one listener');
  }
}

function existingListener(role: ServiceRole, arn: string): Listener {
  return findListener(role, arn) ?? refuse(`The listener ${arn} could not be found`);
}

/** The listener with this ARN, unless it is gone. */
export function findListener(role: ServiceRole, arn: string): Listener | undefined {
  try {
    return role.describeListeners({ ListenerArns: [arn] }).Listeners?.[0];
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function checkTargetGroup(role: ServiceRole, name: string, balancer: string): void {
  const attached = findTargetGroup(role, name)?.LoadBalancerArns;
  const problem =
    attached === undefined
      ? 'could not be found.'
      : attached.some((arn) => arn !== balancer) && 'is associated with another load balancer than the listener.';
  if (!problem) return;
  throw new Fault(
    InvalidTargetGroupPairException$,
    `A deployment group associated with an application that uses the ECS compute platform must contain a valid pair of target groups that identify a load balancer. The target group ${name} ${problem}`,
  );
}

function findTargetGroup(role: ServiceRole, name: string): TargetGroup | undefined {
  try {
    return role.describeTargetGroups({ Names: [name] }).TargetGroups?.[0];
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/**
 * Refuses to shift the traffic of a Network Load Balancer step by step.
 *
 * @throws Fault `InvalidTrafficRoutingConfigurationException`
 */
export function checkGradual(listener: Listener, routing: TrafficRouting): void {
  if (routing.type === 'AllAtOnce' || listener.Protocol === 'HTTP' || listener.Protocol === 'HTTPS') return;
  throw new Fault(
    InvalidTrafficRoutingConfigurationException$,
    'Only ALB supports gradual traffic routing, use AllAtOnce Traffic routing instead when you create/update Deployment group.',
  );
}

function refuse(message: string): never {
  throw new Fault(InvalidLoadBalancerInfoException$, message);
}
