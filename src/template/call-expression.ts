import type { Expression } from './expression.js';
import type { LookupKind } from './lookup-request.js';

/** What stands between double braces, read as a call. */
export interface CallReading {
  readonly expression: Expression;
  /** What `--set` would give: the first name that it asks for. */
  readonly name: string;
}

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string; readonly callsAt: boolean }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | '|' | ',' };

const LEXEME =
  /\s*(?:"((?:[^"\\]|\\.){0,1000})"|'((?:[^'\\]|\\.){0,1000})'|`([^`]{0,1000})`|([(),|])|((?:[\p{L}_.$]|-?\d)[\p{L}\p{N}_.-]{0,200})(\()?)/suy;

/**
 * Reads a call as ecspresso, Go templates with sprig or gomplate, and Jinja write it:
 * `must_env "X"`, `env "X" "default"`, `ssm "/path"`, `tfstate "address"`, `cfn_output "stack" "key" | json_escape`,
 * `.Env.X`, `x | default("y")`. Calls may stand in parentheses as arguments.
 *
 * Two things differ from ecspresso on purpose. A variable that is empty counts as absent, and `env "X"` without a
 * default fails where X is missing, where ecspresso would take the text `X`.
 *
 * @see https://github.com/kayac/ecspresso#template-syntax
 */
export function callExpression(text: string): CallReading | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  const parser = new Parser(tokens);
  const expression = parser.pipeline(0);
  if (!expression || !parser.atEnd) return undefined;
  return { expression, name: firstName(expression) ?? text };
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  LEXEME.lastIndex = 0;
  while (LEXEME.lastIndex < end) {
    const match = LEXEME.exec(text);
    if (!match) return undefined;
    const [, double, single, raw, mark, word, call] = match;
    if (raw !== undefined) tokens.push({ kind: 'text', text: raw });
    else if (double !== undefined || single !== undefined) {
      tokens.push({ kind: 'text', text: (double ?? single ?? '').replace(/\\(["'\\])/g, '$1') });
    } else if (mark === '(' || mark === ')' || mark === '|' || mark === ',') tokens.push({ kind: 'mark', text: mark });
    else if (word !== undefined) {
      tokens.push({ kind: 'word', text: word, callsAt: call !== undefined });
      if (call !== undefined) tokens.push({ kind: 'mark', text: '(' });
    }
    if (tokens.length > 100) return undefined;
  }
  return tokens;
}

/** A word that is no text yet: the name of a function or of a value. */
type Operand = Expression | { readonly kind: 'word'; readonly text: string };

class Parser {
  #at = 0;
  constructor(readonly tokens: readonly Token[]) {}

  get atEnd(): boolean {
    return this.#at === this.tokens.length;
  }

  pipeline(depth: number): Expression | undefined {
    if (depth > 8) return undefined;
    let value = this.#command(undefined, depth);
    while (value && this.#take('|')) value = this.#command(value, depth);
    return value;
  }

  #command(piped: Expression | undefined, depth: number): Expression | undefined {
    const head = this.tokens[this.#at];
    if (head?.kind === 'word') {
      this.#at += 1;
      const args = head.callsAt ? this.#list(depth) : this.#operands(depth);
      if (!args) return undefined;
      if (args.length === 0 && !piped && !head.callsAt) return valueNamed(head.text);
      // Go's pipe gives the last argument, Jinja's the first.
      return apply(head.text, head.callsAt ? 'jinja' : 'go', args, piped);
    }
    const operands = this.#operands(depth);
    const [only] = operands ?? [];
    if (piped || !only || operands?.length !== 1) return undefined;
    return expressionOf(only);
  }

  #operands(depth: number): Operand[] | undefined {
    const operands: Operand[] = [];
    for (;;) {
      const token = this.tokens[this.#at];
      if (!token || (token.kind === 'mark' && token.text !== '(')) return operands;
      const operand = this.#operand(depth);
      if (!operand) return undefined;
      operands.push(operand);
    }
  }

  #operand(depth: number): Operand | undefined {
    const token = this.tokens[this.#at];
    this.#at += 1;
    if (token?.kind === 'text') return { kind: 'text', text: token.text };
    if (token?.kind === 'word') {
      if (!token.callsAt) return { kind: 'word', text: token.text };
      const args = this.#list(depth);
      return args && apply(token.text, 'jinja', args, undefined);
    }
    if (token?.text !== '(') return undefined;
    const inner = this.pipeline(depth + 1);
    return inner && this.#take(')') ? inner : undefined;
  }

  /** Arguments in parentheses. */
  #list(depth: number): Operand[] | undefined {
    if (!this.#take('(')) return undefined;
    const items: Operand[] = [];
    while (!this.#take(')')) {
      const item = depth > 8 ? undefined : this.#operand(depth + 1);
      if (!item) return undefined;
      items.push(item);
      this.#take(',');
    }
    return items;
  }

  #take(mark: string): boolean {
    const token = this.tokens[this.#at];
    if (token?.kind !== 'mark' || token.text !== mark) return false;
    this.#at += 1;
    return true;
  }
}

const LOOKUPS: Readonly<Record<string, { readonly kind: LookupKind; readonly arguments: readonly [number, number] }>> =
  {
    ssm: { kind: 'ssm', arguments: [1, 2] },
    ssm_list: { kind: 'ssm', arguments: [2, 2] },
    secretsmanager_arn: { kind: 'secretsmanager-arn', arguments: [1, 1] },
    cfn_output: { kind: 'cfn-output', arguments: [2, 2] },
    cfn_export: { kind: 'cfn-export', arguments: [1, 1] },
    tfstate: { kind: 'tfstate', arguments: [1, 1] },
  };

function apply(
  name: string,
  language: 'go' | 'jinja',
  operands: readonly Operand[],
  piped: Expression | undefined,
): Expression | undefined {
  const inOrder: readonly Operand[] = piped
    ? language === 'jinja'
      ? [piped, ...operands]
      : [...operands, piped]
    : operands;
  const args = inOrder.map(expressionOf);
  const [first, second] = args;
  const [, prefix, lookupName = name] =
    /^(?:(\w{1,100})_)?(ssm|ssm_list|secretsmanager_arn|cfn_output|cfn_export|tfstatef?)$/.exec(name) ?? [];
  const formatted = lookupName === 'tfstatef';
  const lookup = LOOKUPS[formatted ? 'tfstate' : lookupName];
  if (lookup) {
    const texts = formatted ? [format(args)] : inOrder.map(wordsAreText);
    if (texts.length < lookup.arguments[0] || texts.length > lookup.arguments[1]) return undefined;
    const known = texts.filter((one) => one !== undefined);
    if (known.length !== texts.length) return undefined;
    return { kind: 'lookup', lookup: lookup.kind, args: known, ...(prefix === undefined ? {} : { source: prefix }) };
  }
  switch (name) {
    case 'env':
    case 'getenv': {
      const names = inOrder.map(wordsAreText);
      const fallback = names.length > 1 ? names.pop() : undefined;
      const values = names.flatMap((one) => (one.kind === 'text' ? [{ kind: 'value' as const, name: one.text }] : []));
      if (values.length === 0 || values.length !== names.length) return undefined;
      return { kind: 'first', of: [...values, ...(fallback ? [fallback] : [])] };
    }
    case 'must_env': {
      const [only] = inOrder.map(wordsAreText);
      return args.length === 1 && only?.kind === 'text' ? { kind: 'value', name: only.text } : undefined;
    }
    // The value is escaped by where it stands, whether or not the template asks for it.
    case 'json_escape':
      return args.length === 1 ? first : undefined;
    case 'printf':
      return format(args);
    case 'd':
    case 'default': {
      if (!first || !second) return undefined;
      return { kind: 'first', of: language === 'jinja' ? [first, second] : [second, first] };
    }
    case 'or':
      return args.length > 1 ? { kind: 'first', of: args } : undefined;
    default:
      return { kind: 'unknown', language: language === 'jinja' ? 'Jinja' : 'Go templates or Jinja' };
  }
}

/** `printf` and `tfstatef`, as far as `%s`, `%d`, `%v` and `%%` go. */
function format([pattern, ...args]: readonly Expression[]): Expression {
  const unknown: Expression = { kind: 'unknown', language: 'Go templates' };
  if (pattern?.kind !== 'text') return unknown;
  const parts: Expression[] = [];
  let used = 0;
  for (const piece of pattern.text.split(/(%.)/s)) {
    if (/^%[sdv]$/.test(piece)) {
      const arg = args[used];
      used += 1;
      if (!arg) return unknown;
      parts.push(arg);
    } else if (piece === '%%') parts.push({ kind: 'text', text: '%' });
    else if (piece.startsWith('%')) return unknown;
    else if (piece) parts.push({ kind: 'text', text: piece });
  }
  return used === args.length ? { kind: 'joined', parts } : unknown;
}

const isNumber = (text: string) => /^-?\d[\d.]*$/.test(text);

function expressionOf(operand: Operand): Expression {
  return operand.kind === 'word' ? valueNamed(operand.text) : operand;
}

/** Where a function takes text, teams forget the quotes. */
function wordsAreText(operand: Operand): Expression {
  return operand.kind === 'word' && !operand.text.startsWith('.')
    ? { kind: 'text', text: operand.text }
    : expressionOf(operand);
}

function valueNamed(word: string): Expression {
  if (isNumber(word) || word === 'true' || word === 'false') return { kind: 'text', text: word };
  // A variable of a Go template, or the dot itself.
  if (/^\$|^\.*$/.test(word)) return { kind: 'unknown', language: 'Go templates' };
  const environment = /^\.Env\.(\w+)$/.exec(word)?.[1];
  if (environment !== undefined) return { kind: 'value', name: environment };
  return { kind: 'value', name: word.replace(/^\./, '') };
}

function firstName(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'value':
      return expression.name;
    case 'first':
      return expression.of[0] && firstName(expression.of[0]);
    case 'if-any':
    case 'demanded':
      return firstName(expression.of);
    case 'lookup':
      return `${expression.lookup} ${expression.args.map((arg) => (arg.kind === 'text' ? arg.text : '…')).join(' ')}`;
    case 'joined':
      return expression.parts.map(firstName).find((name) => name !== undefined);
    case 'text':
    case 'unknown':
      return undefined;
  }
}
