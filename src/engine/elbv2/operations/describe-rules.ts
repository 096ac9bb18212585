import {
  type DescribeRulesCommandInput,
  type DescribeRulesCommandOutput,
  type Rule,
  RuleNotFoundException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { defaultRule } from '../listener.js';
import { findListener, listenerOfDefaultRule, rulesOf, stored } from '../lookup.js';
import { page } from '../page.js';
import { validationError } from '../validation.js';

/**
 * Describes rules: by ARN, or those of a listener by priority, the default one last.
 *
 * @throws Fault `RuleNotFound`, `ListenerNotFound`
 * @throws ProtocolFault `ValidationError` without either, or with both
 */
export function describeRules(
  input: DescribeRulesCommandInput,
  { world: { elbv2 } }: CallContext,
): Answer<DescribeRulesCommandOutput> {
  const { ListenerArn: listenerArn, RuleArns: arns } = input;
  if (!listenerArn && !arns?.length) {
    throw validationError('You must specify either listener rule ARNs or a listener ARN');
  }
  if (listenerArn && arns?.length) {
    throw validationError('Listener rule ARNs and a listener ARN cannot be specified at the same time');
  }
  const byArn = (arn: string): Rule => {
    const owner = listenerOfDefaultRule(elbv2, arn);
    const rule = owner ? defaultRule(owner) : stored(elbv2.rules, arn)?.shown;
    if (!rule) throw new Fault(RuleNotFoundException$, 'One or more rules not found');
    return rule;
  };
  const ofListener = (): Rule[] => {
    const listener = findListener(elbv2, listenerArn);
    return [...rulesOf(elbv2, listener.shown.ListenerArn).map(({ shown }) => shown), defaultRule(listener)];
  };
  const { items, NextMarker } = page(arns?.length ? arns.map(byArn) : ofListener(), input.Marker, input.PageSize);
  return { Rules: items, NextMarker };
}
