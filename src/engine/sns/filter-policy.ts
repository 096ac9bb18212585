import { invalidParameter } from './refusal.js';
import type { MessageAttribute } from './world.js';

/** A condition on the value of an attribute, as far as the engine applies them. */
type Condition =
  | string
  | number
  | boolean
  | null
  | { exists: boolean }
  | { prefix: string }
  | { suffix: string }
  | { 'anything-but': unknown[] }
  | { 'equals-ignore-case': string };

/** Attributes by name, each with the conditions of which one must hold. */
type FilterPolicy = Record<string, Condition[]>;

/**
 * Checks a filter policy.
 *
 * @throws Fault `InvalidParameter` for one that SNS refuses, or that asks for a match the engine does not apply
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function checkFilterPolicy(text: string): void {
  readFilterPolicy(text);
}

/**
 * Whether a filter policy lets a message pass: every attribute it names must meet one of its conditions.
 *
 * @param text - the policy as it was set; an empty one lets everything pass
 */
export function passesFilter(text: string, attributes: Readonly<Record<string, MessageAttribute>>): boolean {
  return Object.entries(readFilterPolicy(text)).every(([name, conditions]) => {
    const values = Object.hasOwn(attributes, name) ? valuesOf(attributes[name]) : undefined;
    return conditions.some((condition) => meets(condition, values));
  });
}

/** The attributes that stand for a message's body under the scope `MessageBody`: its top-level members. */
export function bodyAttributes(message: string): Record<string, MessageAttribute> {
  const body = parse(message);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      { type: 'String.Array', value: JSON.stringify(Array.isArray(value) ? value : [value]) },
    ]),
  );
}

function readFilterPolicy(text: string): FilterPolicy {
  if (text === '') return {};
  const policy = parse(text);
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) {
    throw invalidParameter('FilterPolicy: failed to parse JSON.');
  }
  const entries = Object.entries(policy);
  if (entries.length > 5) throw invalidParameter('FilterPolicy: Filter policy can not have more than 5 keys');
  return Object.fromEntries(
    entries.map(([name, conditions]) => {
      if (Array.isArray(conditions)) return [name, conditions.map(readCondition)];
      if (typeof conditions === 'object' && conditions !== null) {
        throw invalidParameter('Filter policy scope MessageAttributes does not support nested filter policy');
      }
      throw invalidParameter(`FilterPolicy: "${name}" must be an object or an array`);
    }),
  );
}

function readCondition(condition: unknown): Condition {
  if (condition === null || ['string', 'number', 'boolean'].includes(typeof condition)) return condition as Condition;
  if (typeof condition !== 'object' || Array.isArray(condition)) {
    throw invalidParameter('FilterPolicy: Match value must be String, number, true, false, or null');
  }
  const [[kind, value] = ['', undefined], ...rest] = Object.entries(condition);
  if (rest.length > 0) throw invalidParameter('FilterPolicy: Only one key allowed in match expression');
  if (kind === 'exists') {
    if (typeof value === 'boolean') return { exists: value };
    throw invalidParameter('FilterPolicy: exists match pattern must be either true or false.');
  }
  if (kind === 'anything-but') {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      throw notApplied('anything-but with a pattern');
    return { 'anything-but': Array.isArray(value) ? value : [value] };
  }
  if (kind === 'prefix' || kind === 'suffix' || kind === 'equals-ignore-case') {
    if (typeof value !== 'string') throw invalidParameter(`FilterPolicy: ${kind} match pattern must be a string`);
    if (kind === 'prefix') return { prefix: value };
    return kind === 'suffix' ? { suffix: value } : { 'equals-ignore-case': value };
  }
  if (kind === 'numeric' || kind === 'cidr' || kind === 'wildcard') throw notApplied(kind);
  throw invalidParameter(`FilterPolicy: Unrecognized match type ${kind}`);
}

function notApplied(match: string): Error {
  return invalidParameter(`FilterPolicy: the embedded engine does not apply the match ${match}`);
}

function valuesOf(attribute: MessageAttribute | undefined): unknown[] | undefined {
  if (!attribute) return undefined;
  if (attribute.type === 'String.Array') {
    const values = parse(attribute.value);
    return Array.isArray(values) ? values : [attribute.value];
  }
  return [attribute.type.startsWith('Number') ? Number(attribute.value) : attribute.value];
}

function meets(condition: Condition, values: readonly unknown[] | undefined): boolean {
  if (typeof condition === 'object' && condition !== null && 'exists' in condition) {
    return (values !== undefined) === condition.exists;
  }
  return values?.some((value) => meetsOne(condition, value)) ?? false;
}

function meetsOne(condition: Exclude<Condition, { exists: boolean }>, value: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return value === condition;
  if ('anything-but' in condition) return !condition['anything-but'].includes(value);
  if (typeof value !== 'string') return false;
  if ('prefix' in condition) return value.startsWith(condition.prefix);
  if ('suffix' in condition) return value.endsWith(condition.suffix);
  return value.toLowerCase() === condition['equals-ignore-case'].toLowerCase();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
