import {
  type DeleteRuleCommandInput,
  type DeleteRuleCommandOutput,
  OperationNotPermittedException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { noteGroupUse } from '../group-use.js';
import { findRule, listenerOfDefaultRule } from '../lookup.js';

/**
 * Deletes a rule.
 *
 * @throws Fault `RuleNotFound`, `OperationNotPermitted` for a default rule
 */
export function deleteRule(input: DeleteRuleCommandInput, context: CallContext): Answer<DeleteRuleCommandOutput> {
  const { elbv2 } = context.world;
  if (listenerOfDefaultRule(elbv2, input.RuleArn ?? '')) {
    throw new Fault(OperationNotPermittedException$, `Default rule '${input.RuleArn}' cannot be deleted`);
  }
  delete elbv2.rules[findRule(elbv2, input.RuleArn).shown.RuleArn];
  noteGroupUse(context);
  return {};
}
