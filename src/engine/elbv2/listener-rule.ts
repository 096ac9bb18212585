import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { validationError } from './validation.js';

/** The fields that a condition may look at, each with the member that carries its values. */
const VALUES = {
  'host-header': (condition: RuleCondition) => condition.HostHeaderConfig?.Values ?? condition.Values,
  'path-pattern': (condition: RuleCondition) => condition.PathPatternConfig?.Values ?? condition.Values,
  'http-header': (condition: RuleCondition) => condition.HttpHeaderConfig?.Values,
  'http-request-method': (condition: RuleCondition) => condition.HttpRequestMethodConfig?.Values,
  'query-string': (condition: RuleCondition) => condition.QueryStringConfig?.Values,
  'source-ip': (condition: RuleCondition) => condition.SourceIpConfig?.Values,
} as const;

/**
 * Checks a rule's conditions and gives them the shape in which AWS answers them: `Values` of a host header or a path
 * pattern stand in the field's own member as well.
 *
 * @throws ProtocolFault `ValidationError`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
 */
export function readConditions(conditions: readonly RuleCondition[] | undefined): RuleCondition[] {
  if (!conditions || conditions.length === 0) throw validationError('A condition must be specified');
  return conditions.map((condition) => {
    const field = condition.Field ?? '';
    if (!isField(field)) {
      throw validationError(`Condition field '${field}' must be one of '[${Object.keys(VALUES).join(',')}]'`);
    }
    const values = VALUES[field](condition);
    const patterns = condition.RegexValues ?? [];
    if ((values ?? []).length === 0 && patterns.length === 0)
      throw validationError('A condition value must be specified');
    return completed(condition, field);
  });
}

function isField(field: string): field is keyof typeof VALUES {
  return Object.hasOwn(VALUES, field);
}

function completed(condition: RuleCondition, field: keyof typeof VALUES): RuleCondition {
  if (field === 'host-header') {
    const Values = condition.HostHeaderConfig?.Values ?? condition.Values;
    return { ...condition, Values, HostHeaderConfig: { ...condition.HostHeaderConfig, Values } };
  }
  if (field === 'path-pattern') {
    const Values = condition.PathPatternConfig?.Values ?? condition.Values;
    return { ...condition, Values, PathPatternConfig: { ...condition.PathPatternConfig, Values } };
  }
  return condition;
}
