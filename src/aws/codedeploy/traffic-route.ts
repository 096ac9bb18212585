import type { LoadBalancerInfo } from '@aws-sdk/client-codedeploy';

/** The pair of target groups between which CodeDeploy moves traffic, and the listeners on which it does so. */
export interface TrafficRoute {
  /** The names of the two target groups, in the order of the deployment group; which is blue changes each time. */
  readonly targetGroups: readonly string[];
  readonly productionListener: string | null;
  readonly testListener: string | null;
}

/** `null` where there is no target group pair. */
export function parseTrafficRoute(info: LoadBalancerInfo | undefined): TrafficRoute | null {
  const pair = info?.targetGroupPairInfoList?.[0];
  if (!pair) return null;
  return {
    targetGroups: (pair.targetGroups ?? []).flatMap(({ name }) => (name ? [name] : [])),
    productionListener: pair.prodTrafficRoute?.listenerArns?.[0] ?? null,
    testListener: pair.testTrafficRoute?.listenerArns?.[0] ?? null,
  };
}
