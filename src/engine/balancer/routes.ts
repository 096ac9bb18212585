import type {
  Action,
  FixedResponseActionConfig,
  RedirectActionConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { forwardedGroups } from '../elbv2/forward-action.js';
import { rulesOf, stored } from '../elbv2/lookup.js';
import { targetHealth } from '../elbv2/target-health.js';
import type { KnownRule, ListenerRecord, TargetGroupRecord } from '../elbv2/world.js';
import type { RegionWorld, World } from '../world/world.js';
import { type Matches, readCondition } from './condition.js';
import { targetKey, taskTargets } from './local-target.js';

/** A listener of the world with all that decides where its requests go. */
export interface ListenerRoutes {
  readonly listenerArn: string;
  /** The load balancer's ARN. */
  readonly loadBalancerArn: string;
  /** The load balancer's name. */
  readonly loadBalancer: string;
  /** As the listener says it; what it is on this machine is another matter. */
  readonly port: number;
  readonly protocol: string;
  /** After how many seconds without a byte a connection is given up. */
  readonly idleSeconds: number;
  /** By priority, the default rule last. */
  readonly rules: readonly RuleRoute[];
}

/** A rule of a listener. */
export interface RuleRoute {
  readonly ruleArn: string;
  /** All of them must be met. */
  readonly conditions: readonly Matches[];
  readonly action: RouteAction;
}

/** What a rule does with a request. */
export type RouteAction =
  | { readonly kind: 'forward'; readonly groups: readonly WeightedGroup[]; readonly stickySeconds?: number }
  | { readonly kind: 'redirect'; readonly to: RedirectActionConfig }
  | { readonly kind: 'fixed-response'; readonly response: FixedResponseActionConfig }
  /** The engine does not carry it out. */
  | { readonly kind: 'missing'; readonly type: string };

/** A target group of a forward action. */
export interface WeightedGroup {
  readonly weight: number;
  readonly group: GroupRoutes;
}

/** The targets of a target group that new requests may go to. */
export interface GroupRoutes {
  readonly targetGroupArn: string;
  /** The healthy ones; when there are none, all that are registered, as AWS does. */
  readonly targets: readonly RoutedTarget[];
  readonly stickiness: TargetStickiness | undefined;
}

/** A target of a group. */
export interface RoutedTarget {
  readonly key: string;
  /** `10.0.0.4:80`. */
  readonly address: string;
  /** The port of this machine behind it; `undefined`: nothing listens. */
  readonly localPort: number | undefined;
}

/** How a group keeps a client at one target. */
export type TargetStickiness =
  | { readonly kind: 'lb_cookie'; readonly seconds: number }
  | { readonly kind: 'app_cookie'; readonly seconds: number; readonly cookie: string };

/** The listeners of a world, by ARN. */
export function listenerRoutes({ regions }: World, now: Date): ReadonlyMap<string, ListenerRoutes> {
  const routes = new Map<string, ListenerRoutes>();
  for (const region of Object.values(regions)) {
    const groups = groupRoutes(region, now);
    for (const listener of Object.values(region.elbv2.listeners)) {
      const read = readListener(region, listener, groups);
      if (read) routes.set(read.listenerArn, read);
    }
  }
  return routes;
}

function readListener(
  { elbv2 }: RegionWorld,
  { shown, defaultRuleArn }: ListenerRecord,
  groups: ReadonlyMap<string, GroupRoutes>,
): ListenerRoutes | undefined {
  const balancer = stored(elbv2.loadBalancers, shown.LoadBalancerArn);
  if (!balancer) return undefined;
  const rule = ({
    RuleArn,
    Conditions,
    Actions,
  }: Pick<KnownRule, 'RuleArn' | 'Conditions' | 'Actions'>): RuleRoute => ({
    ruleArn: RuleArn,
    conditions: (Conditions ?? []).map(readCondition),
    action: readAction(Actions, groups),
  });
  return {
    listenerArn: shown.ListenerArn,
    loadBalancerArn: shown.LoadBalancerArn,
    loadBalancer: balancer.shown.LoadBalancerName,
    port: shown.Port,
    protocol: shown.Protocol,
    idleSeconds: Number(balancer.attributes['idle_timeout.timeout_seconds'] ?? 60),
    rules: [
      ...rulesOf(elbv2, shown.ListenerArn).map((record) => rule(record.shown)),
      rule({ RuleArn: defaultRuleArn, Actions: shown.DefaultActions }),
    ],
  };
}

function readAction(actions: readonly Action[], groups: ReadonlyMap<string, GroupRoutes>): RouteAction {
  const missing = actions.find(({ Type }) => Type !== 'forward' && Type !== 'redirect' && Type !== 'fixed-response');
  if (missing) return { kind: 'missing', type: missing.Type ?? 'unknown' };
  const [action] = actions;
  if (action?.RedirectConfig) return { kind: 'redirect', to: action.RedirectConfig };
  if (action?.FixedResponseConfig) return { kind: 'fixed-response', response: action.FixedResponseConfig };
  if (action?.Type !== 'forward') return { kind: 'missing', type: action?.Type ?? 'unknown' };
  const stickiness = action.ForwardConfig?.TargetGroupStickinessConfig;
  return {
    kind: 'forward',
    groups: forwardedGroups(action).flatMap(({ TargetGroupArn = '', Weight }) => {
      const group = groups.get(TargetGroupArn);
      return group ? [{ weight: Weight ?? 1, group }] : [];
    }),
    ...(stickiness?.Enabled ? { stickySeconds: stickiness.DurationSeconds ?? 3600 } : {}),
  };
}

function groupRoutes(region: RegionWorld, now: Date): ReadonlyMap<string, GroupRoutes> {
  const ports = taskTargets(region);
  return new Map(
    Object.values(region.elbv2.targetGroups).map((group) => [
      group.shown.TargetGroupArn,
      {
        targetGroupArn: group.shown.TargetGroupArn,
        targets: openTargets(group, ports, now),
        stickiness: stickinessOf(group),
      },
    ]),
  );
}

function openTargets(
  group: TargetGroupRecord,
  ports: ReadonlyMap<string, number | undefined>,
  now: Date,
): RoutedTarget[] {
  const registered = group.targets.filter(({ drainsUntil }) => drainsUntil === undefined);
  const healthy = registered.filter((target) => {
    const { State } = targetHealth(group, target, now).shown;
    return State === 'healthy' || State === 'unavailable';
  });
  return (healthy.length > 0 ? healthy : registered).map(({ id, port }) => {
    const key = targetKey(group.shown.TargetGroupArn, id, port);
    return { key, address: `${id}:${port}`, localPort: ports.get(key) };
  });
}

function stickinessOf({ attributes }: TargetGroupRecord): TargetStickiness | undefined {
  if (attributes['stickiness.enabled'] !== 'true') return undefined;
  switch (attributes['stickiness.type']) {
    case 'lb_cookie':
      return { kind: 'lb_cookie', seconds: Number(attributes['stickiness.lb_cookie.duration_seconds'] ?? 86_400) };
    case 'app_cookie':
      return {
        kind: 'app_cookie',
        seconds: Number(attributes['stickiness.app_cookie.duration_seconds'] ?? 86_400),
        cookie: attributes['stickiness.app_cookie.cookie_name'] ?? '',
      };
    default:
      return undefined;
  }
}
