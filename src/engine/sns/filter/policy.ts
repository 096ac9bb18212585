import { invalidParameter } from '../refusal.js';
import { type Condition, readCondition } from './condition.js';

/** What a policy looks at: a message's attributes, or the JSON that it carries. */
export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** A policy: all of its clauses must hold. */
export type FilterPolicy = readonly Clause[];

/** One thing that a policy asks for. */
export type Clause =
  /** A value meets one of the conditions. Nested keys are joined by dots, as SNS itself compares them. */
  | { readonly kind: 'field'; readonly key: string; readonly conditions: readonly Condition[] }
  /** One of several policies holds. */
  | { readonly kind: 'or'; readonly alternatives: readonly FilterPolicy[] };

/** The largest policy in bytes, the most keys at its top, and the most combinations of its values. */
const LARGEST = 262_144;
const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;

/**
 * Reads a filter policy.
 *
 * @param text - as it was set; an empty one asks for nothing
 * @param refusal - begins SNS's message: `Attributes Reason: ` where the policy came with Subscribe
 * @throws Fault `InvalidParameter` for one that SNS refuses
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function readFilterPolicy(text: string, scope: FilterScope, refusal = ''): FilterPolicy {
  if (text === '') return [];
  const refuse = (message: string) => invalidParameter(`${refusal}FilterPolicy: ${message}`);
  if (Buffer.byteLength(text) > LARGEST) throw refuse('Filter policy is too long');
  const policy = parse(text);
  if (!isMapping(policy)) throw refuse('failed to parse JSON.');
  if (Object.keys(policy).length > MOST_KEYS) throw refuse('Filter policy can not have more than 5 keys');
  const read = readLevel(policy, { scope, refusal, path: [], combinations: 1 });
  if (read.combinations > MOST_COMBINATIONS) throw refuse('Filter policy is too complex');
  return read.policy;
}

interface Level {
  readonly scope: FilterScope;
  readonly refusal: string;
  /** The keys above. */
  readonly path: readonly string[];
  /** The combinations of what was read so far. */
  readonly combinations: number;
}

function readLevel(level: object, { scope, refusal, path, combinations: before }: Level) {
  const refuse = (message: string) => invalidParameter(`${refusal}FilterPolicy: ${message}`);
  const policy: Clause[] = [];
  let combinations = before;
  for (const [key, value] of Object.entries(level)) {
    const alternatives = key === '$or' ? alternativesOf(value) : undefined;
    if (alternatives) {
      const read = alternatives.map((one) => readLevel(one, { scope, refusal, path, combinations }));
      policy.push({ kind: 'or', alternatives: read.map((one) => one.policy) });
      combinations = read.reduce((sum, one) => sum + one.combinations, 0);
    } else if (Array.isArray(value)) {
      if (value.length === 0) throw refuse('Empty arrays are not allowed');
      const conditions = value.map((condition) => readCondition(condition, refusal));
      policy.push({ kind: 'field', key: [...path, key].join('.'), conditions });
      // A value that lies deeper counts for more.
      combinations *= value.length * (path.length + 1);
    } else if (isMapping(value)) {
      if (scope === 'MessageAttributes') {
        throw invalidParameter(`${refusal}Filter policy scope MessageAttributes does not support nested filter policy`);
      }
      const read = readLevel(value, { scope, refusal, path: [...path, key], combinations });
      policy.push(...read.policy);
      combinations = read.combinations;
    } else {
      throw refuse(`"${key}" must be an object or an array`);
    }
  }
  return { policy, combinations };
}

/** The policies of an `$or`: two at least. Anything else under that name is a field like another. */
function alternativesOf(value: unknown): readonly object[] | undefined {
  return Array.isArray(value) && value.length > 1 && value.every(isMapping) ? value : undefined;
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
