import type { Message } from '../message.js';
import type { MessageAttribute } from '../world.js';
import { type Bound, type Condition, isInBlock, type TextMatch } from './condition.js';
import { type FilterPolicy, type FilterScope, readFilterPolicy } from './policy.js';

/** What a message holds, by (dotted) key; a list counts as each of its values. */
type Fields = ReadonlyMap<string, readonly unknown[]>;

/**
 * Whether a subscription's filter lets a message pass.
 *
 * @param attributes - the subscription's
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html
 */
export function passesFilter(
  attributes: Readonly<Record<string, string>>,
  message: Pick<Message, 'text' | 'attributes'>,
): boolean {
  const scope = scopeOf(attributes);
  const policy = readFilterPolicy(attributes.FilterPolicy ?? '', scope);
  if (policy.length === 0) return true;
  const fields = scope === 'MessageBody' ? bodyFields(message.text) : attributeFields(message.attributes);
  return fields !== undefined && holds(policy, fields);
}

/** The scope of a subscription's filter; the attributes, unless it says otherwise. */
export function scopeOf({ FilterPolicyScope }: Readonly<Record<string, string>>): FilterScope {
  return FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
}

function holds(policy: FilterPolicy, fields: Fields): boolean {
  return policy.every((clause) =>
    clause.kind === 'or'
      ? clause.alternatives.some((alternative) => holds(alternative, fields))
      : clause.conditions.some((condition) => meets(condition, fields.get(clause.key))),
  );
}

/** Attributes of the type Binary are not compared. */
function attributeFields(attributes: Readonly<Record<string, MessageAttribute>>): Fields {
  const compared = Object.entries(attributes).filter(([, { type }]) => !type.startsWith('Binary'));
  return new Map(compared.map(([name, attribute]) => [name, valuesOf(attribute)]));
}

function valuesOf({ type, value }: MessageAttribute): readonly unknown[] {
  if (type.startsWith('Number')) return [Number(value)];
  if (type !== 'String.Array') return [value];
  const values = parse(value);
  return Array.isArray(values) ? values : [value];
}

/** The leaves of a JSON object; `undefined` where the message is none, which no policy lets pass. */
function bodyFields(text: string): Fields | undefined {
  const body = parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const fields = new Map<string, unknown[]>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, path);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, path === '' ? key : `${path}.${key}`);
    } else {
      fields.set(path, [...(fields.get(path) ?? []), value]);
    }
  };
  visit(body, '');
  return fields;
}

function meets(condition: Condition, values: readonly unknown[] | undefined): boolean {
  if (condition.kind === 'exists') return (values !== undefined) === condition.wanted;
  return values?.some((value) => meetsOne(condition, value)) ?? false;
}

function meetsOne(condition: Exclude<Condition, { kind: 'exists' }>, value: unknown): boolean {
  switch (condition.kind) {
    case 'exactly':
      return value === condition.value;
    case 'text':
      return typeof value === 'string' && matches(condition.match, condition.pattern, value);
    case 'anything-but':
      return !condition.values.some((other) => other === value);
    case 'anything-but-text':
      return (
        typeof value === 'string' && !condition.patterns.some((pattern) => matches(condition.match, pattern, value))
      );
    case 'numeric':
      return typeof value === 'number' && condition.bounds.every((bound) => isWithin(bound, value));
    case 'cidr':
      return typeof value === 'string' && isInBlock(value, condition.address, condition.bits);
  }
}

function matches(match: TextMatch, pattern: string, value: string): boolean {
  switch (match) {
    case 'prefix':
      return value.startsWith(pattern);
    case 'suffix':
      return value.endsWith(pattern);
    case 'equals-ignore-case':
      return value.toLowerCase() === pattern.toLowerCase();
    case 'wildcard':
      return matchesWildcard(pattern.split('*'), value);
  }
}

/** @param parts - the texts between the asterisks, each of which stands for any text */
function matchesWildcard([first = '', ...others]: readonly string[], value: string): boolean {
  const last = others.pop();
  if (last === undefined) return value === first;
  if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
  const end = value.length - last.length;
  let place = first.length;
  for (const part of others) {
    const found = value.indexOf(part, place);
    if (found < 0 || found + part.length > end) return false;
    place = found + part.length;
  }
  return true;
}

function isWithin({ operator, value: limit }: Bound, value: number): boolean {
  switch (operator) {
    case '=':
      return value === limit;
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
