import { BlockList, isIP } from 'node:net';
import { invalidParameter } from '../refusal.js';

/** A value that a policy can name as it is. */
export type PlainValue = string | number | boolean | null;

/** How a text is compared with a pattern. */
const TEXT_MATCHES = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'] as const;
export type TextMatch = (typeof TEXT_MATCHES)[number];

/** One end of a range, or an exact number. */
export interface Bound {
  readonly operator: '<' | '<=' | '=' | '>' | '>=';
  readonly value: number;
}

/** A condition on one value. */
export type Condition =
  | { readonly kind: 'exactly'; readonly value: PlainValue }
  | { readonly kind: 'exists'; readonly wanted: boolean }
  | { readonly kind: 'text'; readonly match: TextMatch; readonly pattern: string }
  | { readonly kind: 'anything-but'; readonly values: readonly PlainValue[] }
  | { readonly kind: 'anything-but-text'; readonly match: TextMatch; readonly patterns: readonly string[] }
  | { readonly kind: 'numeric'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'cidr'; readonly address: string; readonly bits: number };

/** The largest number of wildcards in one pattern. */
const MOST_WILDCARDS = 3;

/**
 * Reads one condition of a policy.
 *
 * @param refusal - begins SNS's message
 * @throws Fault `InvalidParameter`
 * @see https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html
 */
export function readCondition(condition: unknown, refusal: string): Condition {
  const refuse = (message: string) => invalidParameter(`${refusal}FilterPolicy: ${message}`);
  if (isPlain(condition)) return { kind: 'exactly', value: condition };
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) {
    throw refuse('Match value must be String, number, true, false, or null');
  }
  const [[kind, value] = ['', undefined], ...rest] = Object.entries(condition);
  if (rest.length > 0) throw refuse('Only one key allowed in match expression');
  const text = isTextMatch(kind);
  if (text) {
    if (typeof value !== 'string') throw refuse(`${kind} match pattern must be a string`);
    checkWildcards(text, value, refuse);
    return { kind: 'text', match: text, pattern: value };
  }
  switch (kind) {
    case 'exists':
      if (typeof value !== 'boolean') throw refuse('exists match pattern must be either true or false.');
      return { kind, wanted: value };
    case 'anything-but':
      return anythingBut(value, refuse);
    case 'numeric':
      return { kind, bounds: boundsOf(value, refuse) };
    case 'cidr':
      return cidrOf(value, refuse);
    default:
      throw refuse(`Unrecognized match type ${kind}`);
  }
}

type Refuse = (message: string) => Error;

function isPlain(value: unknown): value is PlainValue {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isTextMatch(kind: string): TextMatch | undefined {
  return TEXT_MATCHES.find((match) => match === kind);
}

function checkWildcards(match: TextMatch, pattern: string, refuse: Refuse): void {
  if (match === 'wildcard' && pattern.split('*').length - 1 > MOST_WILDCARDS) {
    throw refuse(`Rule is too complex - try using fewer wildcard characters`);
  }
}

function anythingBut(value: unknown, refuse: Refuse): Condition {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw refuse('Empty arrays are not allowed');
  if (values.every(isPlain)) return { kind: 'anything-but', values };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('Inside anything-but list, start|null|boolean is not supported.');
  }
  const [[kind, pattern] = ['', undefined], ...rest] = Object.entries(value);
  if (rest.length > 0) throw refuse('Only one key allowed in match expression');
  const match = isTextMatch(kind);
  if (!match) throw refuse(`Unsupported anything-but pattern: ${kind}`);
  const patterns: readonly unknown[] = Array.isArray(pattern) ? pattern : [pattern];
  if (patterns.length === 0) throw refuse('Empty arrays are not allowed');
  if (!patterns.every((one) => typeof one === 'string')) throw refuse(`${kind} match pattern must be a string`);
  for (const one of patterns) checkWildcards(match, one, refuse);
  return { kind: 'anything-but-text', match, patterns };
}

function boundsOf(value: unknown, refuse: Refuse): Bound[] {
  if (!Array.isArray(value) || value.length === 0) throw refuse('Invalid member in numeric match: ]');
  const [operator, limit, secondOperator, secondLimit, ...more]: unknown[] = value;
  if (typeof operator !== 'string') throw refuse(`Invalid member in numeric match: ${String(operator)}`);
  if (!isOperator(operator)) throw refuse(`Unrecognized numeric range operator: ${operator}`);
  if (typeof limit !== 'number') throw refuse(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  const first: Bound = { operator, value: limit };
  if (value.length === 2) return [first];
  if (operator !== '>' && operator !== '>=') throw refuse('Too many elements in numeric expression');
  if (typeof secondOperator !== 'string') throw refuse(`Bad value in numeric range: ${String(secondOperator)}`);
  if (secondOperator !== '<' && secondOperator !== '<=') throw refuse(`Bad numeric range operator: ${secondOperator}`);
  if (typeof secondLimit !== 'number') throw refuse(`Value of ${secondOperator} must be numeric`);
  if (secondLimit <= limit) throw refuse('Bottom must be less than top');
  if (more.length > 0) throw refuse('Too many terms in numeric range expression');
  return [first, { operator: secondOperator, value: secondLimit }];
}

function isOperator(operator: string): operator is Bound['operator'] {
  return ['<', '<=', '=', '>', '>='].includes(operator);
}

function cidrOf(value: unknown, refuse: Refuse): Condition {
  // AWS words it so for this match too.
  if (typeof value !== 'string') throw refuse('prefix match pattern must be a string');
  const [address = '', mask, ...more] = value.split('/');
  if (mask === undefined || more.length > 0) throw refuse("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(mask)) throw refuse('Malformed CIDR, mask bits must be an integer');
  const family = isIP(address);
  const bits = Number(mask);
  if (family === 0) throw refuse(`Nonstandard IP address: ${address}`);
  if (bits > (family === 4 ? 32 : 128)) throw refuse('Malformed CIDR, mask bits must be an integer');
  return { kind: 'cidr', address, bits };
}

/** Whether an address lies in a block. */
export function isInBlock(candidate: string, address: string, bits: number): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(candidate) !== (family === 'ipv6' ? 6 : 4)) return false;
  const block = new BlockList();
  block.addSubnet(address, bits, family);
  return block.check(candidate, family);
}
