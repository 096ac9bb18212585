import {
  type CreateListenerCommandInput,
  type CreateListenerCommandOutput,
  DuplicateListenerException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { readActions } from '../forward-action.js';
import { noteGroupUse } from '../group-use.js';
import { newListenerArn, newRuleArn } from '../identifier.js';
import { checkListenerProtocol } from '../listener.js';
import { findLoadBalancer } from '../lookup.js';
import { readTags } from '../tags.js';
import { validationError } from '../validation.js';
import type { KnownListener } from '../world.js';

/**
 * Creates a listener, and with it its default rule. The same port with the same settings answers the existing one.
 *
 * @throws Fault `LoadBalancerNotFound`, `DuplicateListener`, and what the actions are refused for
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 */
export function createListener(
  input: CreateListenerCommandInput,
  context: CallContext,
): Answer<CreateListenerCommandOutput> {
  const { elbv2 } = context.world;
  const balancer = findLoadBalancer(elbv2, input.LoadBalancerArn).shown;
  if (input.Port === undefined) throw validationError('A listener port must be specified');
  const protocol = checkListenerProtocol(balancer, input.Protocol, input.Port, input.Certificates);
  const actions = readActions(elbv2, balancer, input.DefaultActions, 'defaultActions');
  const tags = readTags(input.Tags);
  const existing = Object.values(elbv2.listeners).find(
    ({ shown }) => shown.LoadBalancerArn === balancer.LoadBalancerArn && shown.Port === input.Port,
  );
  if (existing) {
    const same =
      existing.shown.Protocol === protocol && JSON.stringify(existing.shown.DefaultActions) === JSON.stringify(actions);
    if (!same) {
      throw new Fault(
        DuplicateListenerException$,
        `A listener already exists on this port for this load balancer '${balancer.LoadBalancerArn}'`,
      );
    }
    return { Listeners: [existing.shown] };
  }
  const arn = newListenerArn(balancer.LoadBalancerArn, context.random);
  const shown: KnownListener = {
    ListenerArn: arn,
    LoadBalancerArn: balancer.LoadBalancerArn,
    Port: input.Port,
    Protocol: protocol,
    DefaultActions: actions,
    ...(input.Certificates ? { Certificates: input.Certificates } : {}),
    ...(protocol === 'HTTPS' || protocol === 'TLS'
      ? { SslPolicy: input.SslPolicy ?? 'ELBSecurityPolicy-TLS13-1-2-2021-06' }
      : {}),
    ...(input.AlpnPolicy ? { AlpnPolicy: input.AlpnPolicy } : {}),
  };
  elbv2.listeners[arn] = { shown, defaultRuleArn: newRuleArn(arn, context.random), attributes: {}, tags };
  noteGroupUse(context);
  return { Listeners: [shown] };
}
