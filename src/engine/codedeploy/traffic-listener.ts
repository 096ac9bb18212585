import type { LoadBalancerInfo } from '@aws-sdk/client-codedeploy';

/** The listener that carries production traffic. A group cannot be made without one. */
export function productionListener({ targetGroupPairInfoList }: LoadBalancerInfo): string {
  return targetGroupPairInfoList?.[0]?.prodTrafficRoute?.listenerArns?.[0] ?? '';
}

/** The listener that carries test traffic, where the group has one. */
export function testListener({ targetGroupPairInfoList }: LoadBalancerInfo): string | undefined {
  return targetGroupPairInfoList?.[0]?.testTrafficRoute?.listenerArns?.[0];
}

/** The names of the two target groups. */
export function pairNames({ targetGroupPairInfoList }: LoadBalancerInfo): string[] {
  return (targetGroupPairInfoList?.[0]?.targetGroups ?? []).flatMap(({ name }) => (name ? [name] : []));
}
