import {
  type ModifyRuleCommandInput,
  type ModifyRuleCommandOutput,
  OperationNotPermittedException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { readActions } from '../forward-action.js';
import { noteGroupUse } from '../group-use.js';
import { readConditions } from '../listener-rule.js';
import { findListener, findLoadBalancer, findRule, listenerOfDefaultRule } from '../lookup.js';
import { validationError } from '../validation.js';

/**
 * Replaces a rule's conditions, its actions, or both.
 *
 * @throws Fault `RuleNotFound`, and what the actions are refused for
 * @throws Fault `OperationNotPermitted` for a default rule, which `ModifyListener` changes
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html
 */
export function modifyRule(input: ModifyRuleCommandInput, context: CallContext): Answer<ModifyRuleCommandOutput> {
  const { elbv2 } = context.world;
  if (listenerOfDefaultRule(elbv2, input.RuleArn ?? '')) {
    throw new Fault(OperationNotPermittedException$, `Default rule '${input.RuleArn}' cannot be modified`);
  }
  const rule = findRule(elbv2, input.RuleArn);
  if (!input.Actions && !input.Conditions && !input.Transforms) {
    throw validationError('Either conditions or actions must be specified');
  }
  const balancer = findLoadBalancer(elbv2, findListener(elbv2, rule.listenerArn).shown.LoadBalancerArn).shown;
  rule.shown = {
    ...rule.shown,
    ...(input.Conditions ? { Conditions: readConditions(input.Conditions) } : {}),
    ...(input.Actions ? { Actions: readActions(elbv2, balancer, input.Actions, 'actions') } : {}),
    ...(input.Transforms ? { Transforms: input.Transforms } : {}),
  };
  noteGroupUse(context);
  return { Rules: [rule.shown] };
}
