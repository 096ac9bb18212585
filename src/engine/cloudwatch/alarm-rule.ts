import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { validationError } from './refusal.js';

/** The rule of a composite alarm. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  /** An alarm, by name or ARN, is in a state. */
  | { readonly kind: 'state'; readonly state: StateValue; readonly alarm: string }
  | { readonly kind: 'not'; readonly operand: AlarmRule }
  | { readonly kind: 'all' | 'any'; readonly operands: readonly AlarmRule[] };

/** A rule may name so many alarms, … */
const MOST_ALARMS = 100;
/** … and consist of so many elements: alarms, constants and parentheses. */
const MOST_ELEMENTS = 500;

type Token =
  | { readonly kind: '(' | ')' | 'AND' | 'OR' | 'NOT' }
  | { readonly kind: 'operand'; readonly rule: AlarmRule };

const TOKEN =
  /\s*(?:(?<mark>[()])|(?<state>ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^"()]*[^"()\s]))\s*\)|(?<word>AND|OR|NOT|TRUE|FALSE)\b)/iy;

/**
 * Reads a rule: `ALARM(…)`, `OK(…)`, `INSUFFICIENT_DATA(…)`, `TRUE` and `FALSE`, combined by `NOT`, `AND` and `OR`, which
 * bind in this order, and parentheses.
 *
 * @throws Fault `ValidationError`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function readAlarmRule(text: string): AlarmRule {
  if (text !== text.trim() || text === '') {
    throw validationError('AlarmRule must not contain leading or trailing whitespace or be null');
  }
  const tokens = tokensOf(text);
  const elements = tokens.filter(({ kind }) => kind === 'operand' || kind === '(' || kind === 'NOT').length;
  if (elements > MOST_ELEMENTS) throw malformed(`it has more than ${MOST_ELEMENTS} elements`);
  const { rule, next } = readAny(tokens, 0);
  if (next < tokens.length) throw malformed('an operator is missing');
  if (alarmsIn(rule).length > MOST_ALARMS) throw malformed(`it names more than ${MOST_ALARMS} alarms`);
  return rule;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const token = new RegExp(TOKEN);
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text)?.groups;
    if (!found) throw malformed(`it cannot be read from '${text.slice(at, at + 40)}' on`);
    tokens.push(tokenOf(found));
  }
  return tokens;
}

function tokenOf({ mark, state, quoted, bare, word }: Record<string, string | undefined>): Token {
  if (mark === '(' || mark === ')') return { kind: mark };
  const named = STATES.find((value) => value === state?.toUpperCase());
  if (named) {
    const alarm = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
    return { kind: 'operand', rule: { kind: 'state', state: named, alarm } };
  }
  const operator = OPERATORS.find((kind) => kind === word?.toUpperCase());
  return operator
    ? { kind: operator }
    : { kind: 'operand', rule: { kind: 'constant', value: word?.toUpperCase() === 'TRUE' } };
}

const STATES = ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const;
const OPERATORS = ['AND', 'OR', 'NOT'] as const;

/** A rule that was read, and the token behind it. */
interface Reading {
  readonly rule: AlarmRule;
  readonly next: number;
}

function readAny(tokens: readonly Token[], at: number): Reading {
  return readChain(tokens, at, 'OR', 'any', readAll);
}

function readAll(tokens: readonly Token[], at: number): Reading {
  return readChain(tokens, at, 'AND', 'all', readOne);
}

function readChain(
  tokens: readonly Token[],
  at: number,
  operator: 'AND' | 'OR',
  kind: 'all' | 'any',
  readOperand: (tokens: readonly Token[], at: number) => Reading,
): Reading {
  const first = readOperand(tokens, at);
  const operands = [first.rule];
  let { next } = first;
  while (tokens[next]?.kind === operator) {
    const further = readOperand(tokens, next + 1);
    operands.push(further.rule);
    next = further.next;
  }
  return { rule: operands.length === 1 ? first.rule : { kind, operands }, next };
}

function readOne(tokens: readonly Token[], at: number): Reading {
  const token = tokens[at];
  switch (token?.kind) {
    case 'operand':
      return { rule: token.rule, next: at + 1 };
    case 'NOT': {
      const { rule, next } = readOne(tokens, at + 1);
      return { rule: { kind: 'not', operand: rule }, next };
    }
    case '(': {
      const { rule, next } = readAny(tokens, at + 1);
      if (tokens[next]?.kind !== ')') throw malformed('a parenthesis is not closed');
      return { rule, next: next + 1 };
    }
    default:
      throw malformed('an operand is missing');
  }
}

function malformed(why: string): Error {
  return validationError(`The alarm rule is not valid: ${why}`);
}

/** The alarms that a rule names, each once, in the order in which it names them. */
export function alarmsIn(rule: AlarmRule): string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm];
    case 'not':
      return alarmsIn(rule.operand);
    case 'all':
    case 'any':
      return [...new Set(rule.operands.flatMap(alarmsIn))];
  }
}

/**
 * Whether a rule holds.
 *
 * @param stateOf - the state of an alarm that the rule names; `undefined`: there is none, and nothing holds of it
 */
export function holds(rule: AlarmRule, stateOf: (alarm: string) => StateValue | undefined): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !holds(rule.operand, stateOf);
    case 'all':
      return rule.operands.every((operand) => holds(operand, stateOf));
    case 'any':
      return rule.operands.some((operand) => holds(operand, stateOf));
  }
}
