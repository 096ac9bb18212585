import {
  OperationNotPermittedException$,
  PriorityInUseException$,
  type SetRulePrioritiesCommandInput,
  type SetRulePrioritiesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findRule, listenerOfDefaultRule, rulesOf } from '../lookup.js';
import { checkRange, validationError } from '../validation.js';

/**
 * Gives rules other priorities, all of them together.
 *
 * @throws Fault `RuleNotFound`, `PriorityInUse`, `OperationNotPermitted` for a default rule
 */
export function setRulePriorities(
  input: SetRulePrioritiesCommandInput,
  { world: { elbv2 } }: CallContext,
): Answer<SetRulePrioritiesCommandOutput> {
  const wanted = (input.RulePriorities ?? []).map(({ RuleArn, Priority }) => {
    if (listenerOfDefaultRule(elbv2, RuleArn ?? '')) {
      throw new Fault(OperationNotPermittedException$, `The priority of default rule '${RuleArn}' cannot be changed`);
    }
    checkRange('Rule priority', Priority ?? 0, 1, 50_000);
    return { rule: findRule(elbv2, RuleArn), priority: String(Priority) };
  });
  const twice = wanted.find(
    ({ priority }, index) => wanted.findIndex((other) => other.priority === priority) !== index,
  );
  if (twice) throw validationError(`Priority '${twice.priority}' was provided multiple times`);
  const moved = new Set(wanted.map(({ rule }) => rule));
  for (const { rule, priority } of wanted) {
    const holder = rulesOf(elbv2, rule.listenerArn).find(({ shown }) => shown.Priority === priority);
    if (holder && !moved.has(holder)) {
      throw new Fault(PriorityInUseException$, `Priority '${priority}' is currently in use`);
    }
  }
  for (const { rule, priority } of wanted) rule.shown = { ...rule.shown, Priority: priority };
  return { Rules: wanted.map(({ rule }) => rule.shown) };
}
