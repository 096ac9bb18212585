import {
  type Action,
  InvalidLoadBalancerActionException$,
  TargetGroupAssociationLimitException$,
  TargetGroupNotFoundException$,
  type TargetGroupTuple,
  TooManyActionsException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../fault.js';
import { stored } from './lookup.js';
import { checkRange, validationError } from './validation.js';
import type { Elbv2World, KnownLoadBalancer } from './world.js';

/** The number of target groups that one forward action may name. */
const MOST_GROUPS = 5;

/** The target groups that an action forwards to. */
export function forwardedGroups(action: Action): TargetGroupTuple[] {
  if (action.Type !== 'forward') return [];
  return (
    action.ForwardConfig?.TargetGroups ?? (action.TargetGroupArn ? [{ TargetGroupArn: action.TargetGroupArn }] : [])
  );
}

/**
 * Checks the actions of a request and gives them the shape in which AWS answers them: a forward to one group carries
 * `TargetGroupArn` and a `ForwardConfig` with weight 1, a forward to several has no `TargetGroupArn`.
 *
 * @throws Fault `TargetGroupNotFound`, `TooManyActions`, `InvalidLoadBalancerAction`, `TargetGroupAssociationLimit`
 * @throws ProtocolFault `ValidationError`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ForwardActionConfig.html
 */
export function readActions(
  world: Elbv2World,
  balancer: KnownLoadBalancer,
  actions: readonly Action[] | undefined,
  member: 'defaultActions' | 'actions',
): Action[] {
  if (!actions || actions.length === 0) throw validationError('At least one action must be specified');
  const ends = actions.filter(({ Type }) => Type === 'forward' || Type === 'redirect' || Type === 'fixed-response');
  if (ends.length > 1) {
    throw new Fault(TooManyActionsException$, 'Only one forward, redirect or fixed-response action can be specified');
  }
  if (ends.length === 0) {
    throw new Fault(
      InvalidLoadBalancerActionException$,
      'An action list must end with a forward, redirect or fixed-response action',
    );
  }
  return actions.map((action, index) => readAction(world, balancer, action, `${member}.${index + 1}`));
}

function readAction(world: Elbv2World, balancer: KnownLoadBalancer, action: Action, place: string): Action {
  switch (action.Type) {
    case 'forward':
      return readForward(world, balancer, action);
    case 'redirect':
      if (!action.RedirectConfig?.StatusCode) {
        throw validationError('A redirect action needs a RedirectConfig with a StatusCode');
      }
      return action;
    case 'fixed-response': {
      const status = action.FixedResponseConfig?.StatusCode;
      if (status === undefined || !/^[245]\d\d$/.test(status)) {
        throw validationError(
          `1 validation error detected: Value '${status}' at '${place}.member.fixedResponseConfig.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(2|4|5)\\d\\d$`,
        );
      }
      return action;
    }
    case 'authenticate-oidc':
    case 'authenticate-cognito':
    case 'jwt-validation':
      return action;
    default:
      throw validationError(
        `1 validation error detected: Value '${action.Type}' at '${place}.member.type' failed to satisfy constraint: Member must satisfy enum value set: [forward, redirect, fixed-response, authenticate-oidc, authenticate-cognito, jwt-validation]`,
      );
  }
}

function readForward(world: Elbv2World, balancer: KnownLoadBalancer, action: Action): Action {
  const groups = forwardedGroups(action);
  if (groups.length === 0) throw validationError('A target group ARN must be specified');
  if (groups.length > MOST_GROUPS) {
    throw new Fault(
      TooManyActionsException$,
      `A forward action can have at most ${MOST_GROUPS} target groups, but ${groups.length} were specified`,
    );
  }
  const [first] = groups;
  if (action.TargetGroupArn && groups.some(({ TargetGroupArn }) => TargetGroupArn !== action.TargetGroupArn)) {
    throw validationError('The target group ARN must be the same in TargetGroupArn and in ForwardConfig');
  }
  for (const group of groups) checkGroup(world, balancer, group);
  if (groups.length > 1 && new Set(groups.map(({ TargetGroupArn }) => TargetGroupArn)).size < groups.length) {
    throw validationError('A forward action cannot name the same target group twice');
  }
  const stickiness = action.ForwardConfig?.TargetGroupStickinessConfig ?? { Enabled: false };
  checkRange('Stickiness duration', stickiness.DurationSeconds, 1, 604_800);
  return {
    Type: 'forward',
    ...(groups.length === 1 ? { TargetGroupArn: first?.TargetGroupArn } : {}),
    ...(action.Order === undefined ? {} : { Order: action.Order }),
    ForwardConfig: {
      TargetGroups: groups.map(({ TargetGroupArn, Weight }) => ({ TargetGroupArn, Weight: Weight ?? 1 })),
      TargetGroupStickinessConfig: stickiness,
    },
  };
}

function checkGroup(world: Elbv2World, balancer: KnownLoadBalancer, tuple: TargetGroupTuple): void {
  const group = stored(world.targetGroups, tuple.TargetGroupArn);
  if (!group) {
    throw new Fault(TargetGroupNotFoundException$, `Target group '${tuple.TargetGroupArn}' not found`);
  }
  checkRange('Target group weight', tuple.Weight, 0, 999);
  const others = balancersOf(world, group.shown.TargetGroupArn).filter((arn) => arn !== balancer.LoadBalancerArn);
  if (others.length > 0) {
    throw new Fault(
      TargetGroupAssociationLimitException$,
      `The following target groups cannot be associated with more than one load balancer: ${group.shown.TargetGroupArn}`,
    );
  }
}

/** The load balancers whose listeners or rules forward to a group: AWS lets it be one at most. */
export function balancersOf(world: Elbv2World, groupArn: string): string[] {
  const uses = (actions: readonly Action[]) =>
    actions.some((action) => forwardedGroups(action).some(({ TargetGroupArn }) => TargetGroupArn === groupArn));
  const listeners = Object.values(world.listeners);
  const direct = listeners.filter(({ shown }) => uses(shown.DefaultActions));
  const ruled = Object.values(world.rules)
    .filter(({ shown }) => uses(shown.Actions))
    .map(({ listenerArn }) => world.listeners[listenerArn])
    .filter((listener) => listener !== undefined);
  return [...new Set([...direct, ...ruled].map(({ shown }) => shown.LoadBalancerArn))];
}
