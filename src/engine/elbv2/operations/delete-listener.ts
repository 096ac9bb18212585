import type {
  DeleteListenerCommandInput,
  DeleteListenerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { noteGroupUse } from '../group-use.js';
import { findListener, rulesOf } from '../lookup.js';

/**
 * Deletes a listener and its rules.
 *
 * @throws Fault `ListenerNotFound`
 */
export function deleteListener(
  input: DeleteListenerCommandInput,
  context: CallContext,
): Answer<DeleteListenerCommandOutput> {
  const { elbv2 } = context.world;
  const { ListenerArn: arn } = findListener(elbv2, input.ListenerArn).shown;
  for (const rule of rulesOf(elbv2, arn)) delete elbv2.rules[rule.shown.RuleArn];
  delete elbv2.listeners[arn];
  noteGroupUse(context);
  return {};
}
