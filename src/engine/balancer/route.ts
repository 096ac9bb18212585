import type { FixedResponseActionConfig, RedirectActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RequestHead } from './request-head.js';
import type { GroupRoutes, ListenerRoutes, RouteAction, RoutedTarget, WeightedGroup } from './routes.js';
import { type StickyCookie, stickyValue } from './sticky-cookie.js';
import type { Turns } from './turns.js';

/** Where a request goes. */
export type Decision =
  | { readonly kind: 'forward'; readonly target: RoutedTarget; readonly keeps: readonly Keep[] }
  | { readonly kind: 'redirect'; readonly to: RedirectActionConfig }
  | { readonly kind: 'fixed-response'; readonly response: FixedResponseActionConfig }
  /** The chosen group has no targets, or no group has a weight. */
  | { readonly kind: 'no-target' }
  | { readonly kind: 'missing'; readonly type: string };

/** A cookie that is to keep the client where it was sent. */
export interface Keep {
  readonly cookie: StickyCookie;
  readonly content: string;
  readonly seconds: number;
  /** Only when the application sets this cookie of its own. */
  readonly when?: string;
}

/**
 * Decides where a request goes: the first rule by priority whose conditions are all met, then a target group by weight
 * or by the client's cookie, then a target of it by turns or by cookie. A group without a healthy target is not passed
 * over for another one, as on AWS.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 */
export function route(listener: ListenerRoutes, head: RequestHead, turns: Turns): Decision {
  const rule = listener.rules.find(({ conditions }) => conditions.every((met) => met(head)));
  if (!rule) return { kind: 'no-target' };
  const { action } = rule;
  return action.kind === 'forward' ? forward(rule.ruleArn, action, head, turns) : action;
}

function forward(
  ruleArn: string,
  { groups, stickySeconds }: RouteAction & { kind: 'forward' },
  head: RequestHead,
  turns: Turns,
): Decision {
  const sticky = stickySeconds !== undefined;
  const chosen = (sticky ? keptGroup(groups, head) : undefined) ?? weightedGroup(ruleArn, groups, turns);
  if (!chosen) return { kind: 'no-target' };
  const { group } = chosen;
  const target = keptTarget(group, head) ?? nextTarget(group, turns);
  if (!target) return { kind: 'no-target' };
  return {
    kind: 'forward',
    target,
    keeps: [
      ...(sticky ? [{ cookie: 'AWSALBTG', content: group.targetGroupArn, seconds: stickySeconds } as const] : []),
      ...keepAtTarget(group, target),
    ],
  };
}

/** The group that the client's cookie names; one of weight 0 keeps nobody. */
function keptGroup(groups: readonly WeightedGroup[], { cookies }: RequestHead): WeightedGroup | undefined {
  const value = cookies.get('AWSALBTG') ?? cookies.get('AWSALBTGCORS');
  if (value === undefined) return undefined;
  return groups.find(({ weight, group }) => weight > 0 && stickyValue(group.targetGroupArn) === value);
}

function weightedGroup(ruleArn: string, groups: readonly WeightedGroup[], turns: Turns): WeightedGroup | undefined {
  const [only] = groups;
  if (groups.length === 1) return only && only.weight > 0 ? only : undefined;
  const index = turns.weighted(
    ruleArn,
    groups.map(({ weight }) => weight),
  );
  return index === undefined ? undefined : groups[index];
}

function keptTarget({ targets, stickiness }: GroupRoutes, { cookies }: RequestHead): RoutedTarget | undefined {
  if (!stickiness) return undefined;
  const value =
    stickiness.kind === 'lb_cookie' ? (cookies.get('AWSALB') ?? cookies.get('AWSALBCORS')) : cookies.get('AWSALBAPP-0');
  return value === undefined ? undefined : targets.find(({ key }) => stickyValue(key) === value);
}

function nextTarget({ targetGroupArn, targets }: GroupRoutes, turns: Turns): RoutedTarget | undefined {
  return targets.length === 0 ? undefined : targets[turns.equal(targetGroupArn, targets.length)];
}

function keepAtTarget({ stickiness }: GroupRoutes, { key }: RoutedTarget): Keep[] {
  if (!stickiness) return [];
  const { seconds } = stickiness;
  return stickiness.kind === 'lb_cookie'
    ? [{ cookie: 'AWSALB', content: key, seconds }]
    : [{ cookie: 'AWSALBAPP-0', content: key, seconds, when: stickiness.cookie }];
}
