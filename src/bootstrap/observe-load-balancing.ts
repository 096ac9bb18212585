import {
  type Action,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { asking } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { allPages } from '../aws/pages.js';
import { unlessAbsent } from './absent.js';
import type { ObservedForward, ObservedListener, ObservedLoadBalancer, ObservedTargetGroup } from './observed.js';

/** A target group by its name, which is unique in a region and account. */
export async function observeTargetGroup(
  clients: AwsClients,
  name: string,
  signal: AbortSignal | undefined,
): Promise<ObservedTargetGroup | undefined> {
  const question = { service: 'elbv2', operation: 'DescribeTargetGroups', resource: name } as const;
  const answer = await unlessAbsent(
    asking(question, signal, () =>
      clients.elbv2.send(new DescribeTargetGroupsCommand({ Names: [name] }), { abortSignal: signal }),
    ),
  );
  const group = answer?.TargetGroups?.[0];
  if (!group?.TargetGroupArn) return undefined;
  return {
    arn: group.TargetGroupArn,
    vpc: group.VpcId ?? '',
    targetType: group.TargetType ?? 'instance',
    loadBalancerArns: group.LoadBalancerArns ?? [],
  };
}

/** By ARN where an existing target group tells it, otherwise by the wanted name. */
export async function observeLoadBalancer(
  clients: AwsClients,
  which: { readonly arn: string } | { readonly name: string },
  signal: AbortSignal | undefined,
): Promise<ObservedLoadBalancer | undefined> {
  const resource = 'arn' in which ? which.arn : which.name;
  const request = new DescribeLoadBalancersCommand(
    'arn' in which ? { LoadBalancerArns: [which.arn] } : { Names: [which.name] },
  );
  const answer = await unlessAbsent(
    asking({ service: 'elbv2', operation: 'DescribeLoadBalancers', resource }, signal, () =>
      clients.elbv2.send(request, { abortSignal: signal }),
    ),
  );
  const found = answer?.LoadBalancers?.[0];
  if (!found?.LoadBalancerArn) return undefined;
  return {
    arn: found.LoadBalancerArn,
    name: found.LoadBalancerName ?? '',
    type: found.Type ?? '',
    dnsName: found.DNSName ?? '',
  };
}

/** All listeners of a load balancer, page by page. */
export async function observeListeners(
  clients: AwsClients,
  loadBalancerArn: string,
  signal: AbortSignal | undefined,
): Promise<ObservedListener[]> {
  const question = { service: 'elbv2', operation: 'DescribeListeners', resource: loadBalancerArn } as const;
  const listeners = await allPages(async (Marker) => {
    const request = new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn, ...(Marker ? { Marker } : {}) });
    const page = await asking(question, signal, () => clients.elbv2.send(request, { abortSignal: signal }));
    return { items: page.Listeners ?? [], next: page.NextMarker };
  });
  return listeners.flatMap(({ ListenerArn, Port, DefaultActions = [] }) =>
    ListenerArn && Port !== undefined ? [{ arn: ListenerArn, port: Port, forward: forwardOf(DefaultActions) }] : [],
  );
}

/**
 * What a listener forwards to, weights included; `null` where it does anything else. The weighted form is read first:
 * once CodeDeploy has written it, `TargetGroupArn` is gone.
 */
export function forwardOf(actions: readonly Action[]): ObservedForward | null {
  const [action, ...more] = actions;
  if (!action || more.length > 0 || action.Type !== 'forward') return null;
  const weighted = action.ForwardConfig?.TargetGroups ?? [];
  const targets = weighted.flatMap(({ TargetGroupArn, Weight }) =>
    TargetGroupArn ? [{ targetGroupArn: TargetGroupArn, weight: Weight ?? 1 }] : [],
  );
  if (targets.length === 0 && action.TargetGroupArn) targets.push({ targetGroupArn: action.TargetGroupArn, weight: 1 });
  return { targets, stickiness: action.ForwardConfig?.TargetGroupStickinessConfig ?? null };
}
