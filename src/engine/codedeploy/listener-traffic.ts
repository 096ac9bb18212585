import type { Action, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TrafficRouting } from '../../domain/traffic.js';
import { forwardedGroups } from '../elbv2/forward-action.js';
import type { ServiceRole } from './role.js';
import type { TrafficRoute } from './world.js';

/** A route with the actions that it has now. */
export interface RouteActions {
  readonly route: TrafficRoute;
  readonly actions: readonly Action[];
}

/** The two target groups of a deployment, by ARN. */
export interface GroupPair {
  readonly blue: string;
  readonly green: string;
}

/** A listener's default actions, and those of each of its other rules. */
export function routesOfListener(role: ServiceRole, listenerArn: string): RouteActions[] {
  const [listener] = role.describeListeners({ ListenerArns: [listenerArn] }).Listeners ?? [];
  const rules = (role.describeRules({ ListenerArn: listenerArn }).Rules ?? []).filter(({ IsDefault }) => !IsDefault);
  return [
    { route: { kind: 'listener', arn: listenerArn }, actions: listener?.DefaultActions ?? [] },
    ...rules.map(
      ({ RuleArn = '', Actions = [] }): RouteActions => ({
        route: { kind: 'rule', arn: RuleArn },
        actions: Actions,
      }),
    ),
  ];
}

/** The target groups that an action list forwards to. */
export function groupsIn(actions: readonly Action[]): TargetGroupTuple[] {
  return actions.flatMap(forwardedGroups);
}

/** What a forward looks like with this share of the traffic on green. */
export function weighted(pair: GroupPair, greenPercent: number): TargetGroupTuple[] {
  return [
    { TargetGroupArn: pair.blue, Weight: 100 - greenPercent },
    { TargetGroupArn: pair.green, Weight: greenPercent },
  ];
}

/**
 * What production forwards to at a share of green. A gradual shift keeps both groups on the listener; all at once puts
 * one group in the place of the other, so that nothing checks the idle group's targets before the shift.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html
 */
export function productionForward(routing: TrafficRouting, pair: GroupPair, greenPercent: number): TargetGroupTuple[] {
  const both = weighted(pair, greenPercent);
  return routing.type === 'AllAtOnce' ? both.filter(({ Weight }) => Weight !== 0) : both;
}

/** Has a route forward to these groups. Its stickiness and its other actions stay. */
export function forward(role: ServiceRole, { route, actions }: RouteActions, groups: TargetGroupTuple[]): void {
  const before = actions.find(({ Type }) => Type === 'forward');
  const action: Action = {
    Type: 'forward',
    ...(before?.Order === undefined ? {} : { Order: before.Order }),
    ForwardConfig: {
      TargetGroups: groups,
      TargetGroupStickinessConfig: before?.ForwardConfig?.TargetGroupStickinessConfig ?? { Enabled: false },
    },
  };
  const changed = before ? actions.map((other) => (other === before ? action : other)) : [action];
  if (route.kind === 'listener') role.modifyListener({ ListenerArn: route.arn, DefaultActions: changed });
  else role.modifyRule({ RuleArn: route.arn, Actions: changed });
}

/** Has all routes of a deployment forward to these groups, each as it is now. */
export function forwardAll(
  role: ServiceRole,
  listenerArn: string,
  routes: readonly TrafficRoute[],
  groups: TargetGroupTuple[],
): void {
  const present = routesOfListener(role, listenerArn);
  for (const route of routes) {
    const actions = present.find((other) => other.route.arn === route.arn)?.actions ?? [];
    forward(role, { route, actions }, groups);
  }
}

/** The percentage of its traffic that an action list sends to a group. */
export function shareOf(actions: readonly Action[], groupArn: string): number {
  const groups = groupsIn(actions);
  const total = groups.reduce((sum, { Weight }) => sum + (Weight ?? 1), 0);
  const own = groups.find(({ TargetGroupArn }) => TargetGroupArn === groupArn);
  return total === 0 || !own ? 0 : (100 * (own.Weight ?? 1)) / total;
}
