import {
  type Action,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsClients } from '../aws/clients.js';
import { unlessAbsent } from './absent.js';
import type { ObservedForward, ObservedListener, ObservedLoadBalancer, ObservedTargetGroup } from './observed.js';

export async function observeTargetGroup(
  elbv2: AwsClients['elbv2'],
  name: string,
  abortSignal: AbortSignal | undefined,
): Promise<ObservedTargetGroup | undefined> {
  const answer = await unlessAbsent(
    ['TargetGroupNotFound'],
    elbv2.send(new DescribeTargetGroupsCommand({ Names: [name] }), { abortSignal }),
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
  elbv2: AwsClients['elbv2'],
  which: { readonly arn: string } | { readonly name: string },
  abortSignal: AbortSignal | undefined,
): Promise<ObservedLoadBalancer | undefined> {
  const answer = await unlessAbsent(
    ['LoadBalancerNotFound'],
    elbv2.send(
      new DescribeLoadBalancersCommand('arn' in which ? { LoadBalancerArns: [which.arn] } : { Names: [which.name] }),
      { abortSignal },
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

export async function observeListeners(
  elbv2: AwsClients['elbv2'],
  loadBalancerArn: string,
  abortSignal: AbortSignal | undefined,
): Promise<ObservedListener[]> {
  const listeners: ObservedListener[] = [];
  let Marker: string | undefined;
  do {
    const request = new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn, ...(Marker ? { Marker } : {}) });
    const page = await elbv2.send(request, { abortSignal });
    for (const { ListenerArn, Port, DefaultActions } of page.Listeners ?? []) {
      if (!ListenerArn || Port === undefined) continue;
      const forward = forwardOf(DefaultActions ?? []);
      listeners.push({ arn: ListenerArn, port: Port, ...(forward ? { forward } : {}) });
    }
    Marker = page.NextMarker;
  } while (Marker);
  return listeners;
}

/**
 * What a listener forwards to, weights included. The weighted form is read first: once CodeDeploy has written it,
 * `TargetGroupArn` is gone.
 */
export function forwardOf(actions: readonly Action[]): ObservedForward | undefined {
  const [action, ...more] = actions;
  if (!action || more.length > 0 || action.Type !== 'forward') return undefined;
  const weighted = action.ForwardConfig?.TargetGroups ?? [];
  const targets = weighted.flatMap(({ TargetGroupArn, Weight }) =>
    TargetGroupArn ? [{ targetGroupArn: TargetGroupArn, weight: Weight ?? 1 }] : [],
  );
  if (targets.length === 0 && action.TargetGroupArn) targets.push({ targetGroupArn: action.TargetGroupArn, weight: 1 });
  const stickiness = action.ForwardConfig?.TargetGroupStickinessConfig;
  return { targets, ...(stickiness ? { stickiness } : {}) };
}
