import {
  type CreateRuleCommandInput,
  type CreateRuleCommandOutput,
  PriorityInUseException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { readActions } from '../forward-action.js';
import { noteGroupUse } from '../group-use.js';
import { newRuleArn } from '../identifier.js';
import { readConditions } from '../listener-rule.js';
import { findListener, findLoadBalancer, rulesOf } from '../lookup.js';
import { readTags } from '../tags.js';
import { checkRange } from '../validation.js';
import type { KnownRule } from '../world.js';

/**
 * Creates a rule of a listener.
 *
 * @throws Fault `ListenerNotFound`, `PriorityInUse`, and what the actions are refused for
 * @throws ProtocolFault `ValidationError`
 */
export function createRule(input: CreateRuleCommandInput, context: CallContext): Answer<CreateRuleCommandOutput> {
  const { elbv2 } = context.world;
  const listener = findListener(elbv2, input.ListenerArn).shown;
  const balancer = findLoadBalancer(elbv2, listener.LoadBalancerArn).shown;
  checkRange('Rule priority', input.Priority ?? 0, 1, 50_000);
  const priority = String(input.Priority);
  const conditions = readConditions(input.Conditions);
  const actions = readActions(elbv2, balancer, input.Actions, 'actions');
  const tags = readTags(input.Tags);
  if (rulesOf(elbv2, listener.ListenerArn).some(({ shown }) => shown.Priority === priority)) {
    throw new Fault(PriorityInUseException$, `Priority '${priority}' is currently in use`);
  }
  const shown: KnownRule = {
    RuleArn: newRuleArn(listener.ListenerArn, context.random),
    Priority: priority,
    Conditions: conditions,
    Actions: actions,
    IsDefault: false,
    ...(input.Transforms ? { Transforms: input.Transforms } : {}),
  };
  elbv2.rules[shown.RuleArn] = { shown, listenerArn: listener.ListenerArn, tags };
  noteGroupUse(context);
  return { Rules: [shown] };
}
