import {
  type Action,
  DescribeListenersCommand,
  DescribeRulesCommand,
  type Listener as SdkListener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';
import { isException } from '../exception.js';
import { allPages } from '../pages.js';

/** Where a listener, or one rule of it, sends requests. */
export interface Forwarding {
  /** The listener's ARN for its default action, otherwise the rule's. */
  readonly source: string;
  readonly isDefault: boolean;
  readonly targets: readonly ForwardTarget[];
}

/** A target group and its share. */
export interface ForwardTarget {
  readonly targetGroup: string;
  readonly targetGroupArn: string;
  /** Percent of the requests that this forwarding answers. */
  readonly percent: number;
}

/** A listener as a release sees it. */
export interface Listener {
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly port: number;
  /** `HTTP` and `HTTPS` of an Application Load Balancer; `TCP`, `TLS`, `UDP`, `TCP_UDP` of a Network Load Balancer. */
  readonly protocol: string;
  readonly forwarding: Forwarding;
}

/** Listeners by ARN; those that do not exist are left out. */
export async function describeListeners(
  clients: AwsClients,
  arns: readonly string[],
  signal?: AbortSignal,
): Promise<Listener[]> {
  if (arns.length === 0) return [];
  const ask = (some: readonly string[]) => {
    const question = { service: 'elbv2', operation: 'DescribeListeners', resource: some.join(', ') } as const;
    return asking(question, signal, () =>
      clients.elbv2.send(new DescribeListenersCommand({ ListenerArns: [...some] }), { abortSignal: signal }),
    );
  };
  try {
    const { Listeners = [] } = await ask(arns);
    return Listeners.map(parseListener);
  } catch (error) {
    if (!(error instanceof Error) || !isException(error.cause, 'ListenerNotFound')) throw error;
    if (arns.length === 1) return [];
    // One missing listener fails the whole question; the others are asked for one by one.
    return (await Promise.all(arns.map((arn) => describeListeners(clients, [arn], signal)))).flat();
  }
}

/** The forwarding rules of a listener beside its default one; rules that answer by themselves are left out. */
export async function describeForwardingRules(
  clients: AwsClients,
  listenerArn: string,
  signal?: AbortSignal,
): Promise<Forwarding[]> {
  const question = { service: 'elbv2', operation: 'DescribeRules', resource: listenerArn } as const;
  const rules = await allPages(async (Marker) => {
    const page = await asking(question, signal, () =>
      clients.elbv2.send(new DescribeRulesCommand({ ListenerArn: listenerArn, ...(Marker ? { Marker } : {}) }), {
        abortSignal: signal,
      }),
    );
    return { items: page.Rules ?? [], next: page.NextMarker };
  });
  return rules
    .filter((rule) => rule.IsDefault !== true)
    .map((rule) => ({ source: rule.RuleArn ?? '', isDefault: false, targets: parseForward(rule.Actions ?? []) }))
    .filter(({ targets }) => targets.length > 0);
}

function parseListener(listener: SdkListener): Listener {
  const arn = listener.ListenerArn ?? '';
  return {
    arn,
    loadBalancerArn: listener.LoadBalancerArn ?? '',
    port: listener.Port ?? 0,
    protocol: listener.Protocol ?? '',
    forwarding: { source: arn, isDefault: true, targets: parseForward(listener.DefaultActions ?? []) },
  };
}

/**
 * The shares of a forward action. CodeDeploy rewrites listeners to the weighted form, in which `TargetGroupArn` is
 * absent, so that form is read first.
 */
function parseForward(actions: readonly Action[]): ForwardTarget[] {
  const forward = actions.find((action) => action.Type === 'forward');
  const weighted = forward?.ForwardConfig?.TargetGroups ?? [];
  if (weighted.length > 0) {
    const sum = weighted.reduce((total, group) => total + (group.Weight ?? 0), 0);
    const alone = weighted.length === 1;
    return weighted.map(({ TargetGroupArn = '', Weight = 0 }) => ({
      targetGroupArn: TargetGroupArn,
      targetGroup: targetGroupName(TargetGroupArn),
      percent: alone ? 100 : sum === 0 ? 0 : (Weight / sum) * 100,
    }));
  }
  const arn = forward?.TargetGroupArn;
  return arn ? [{ targetGroupArn: arn, targetGroup: targetGroupName(arn), percent: 100 }] : [];
}

/** The name in a target group's ARN: `…:targetgroup/NAME/ID`. */
export function targetGroupName(arn: string): string {
  return /:targetgroup\/([^/]+)\//.exec(arn)?.[1] ?? arn;
}
