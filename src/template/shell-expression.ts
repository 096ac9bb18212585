import type { Expression } from './expression.js';

const OPERATION = /^([A-Za-z_]\w*)(:?[-=?+])(.*)$/s;
const INNER = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/**
 * Reads what stands between the braces of `${…}` as a shell does: `NAME`, `NAME:-default`, `NAME-default`,
 * `NAME:=default`, `NAME:?message`, `NAME:+text`. With the colon, an empty variable counts as absent.
 *
 * `${app-name}` is taken for a name: in small letters it is one far more often than a default, and a wrong default
 * would go out unseen.
 *
 * @returns `undefined` for what has none of these forms
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06_02
 */
export function shellExpression(text: string, depth = 0): Expression | undefined {
  const [, name, operator, word = ''] = OPERATION.exec(text) ?? [];
  if (name === undefined || operator === undefined) return undefined;
  if (operator === '-' && name !== name.toUpperCase()) return undefined;
  const value: Expression = { kind: 'value', name, ...(operator.startsWith(':') ? {} : { emptyCounts: true }) };
  switch (operator.at(-1)) {
    case '-':
    case '=':
      return { kind: 'first', of: [value, wordOf(word, depth)] };
    case '+':
      return { kind: 'if-any', of: value, text: wordOf(word, depth) };
    default:
      return { kind: 'demanded', of: value, message: word };
  }
}

const NESTED_LIMIT = 4;

/** Text with `$NAME` and `${…}` in it. */
function wordOf(text: string, depth: number): Expression {
  const quoted = /^(?:"([^"$]*)"|'([^']*)')$/.exec(text);
  if (quoted) return { kind: 'text', text: quoted[1] ?? quoted[2] ?? '' };
  const parts: Expression[] = [];
  let at = 0;
  const copy = (end: number) => {
    if (end > at) parts.push({ kind: 'text', text: text.slice(at, end) });
  };
  while (at < text.length) {
    const dollar = text.indexOf('$', at);
    if (dollar === -1) break;
    copy(dollar);
    at = dollar;
    const length = text.startsWith('${', dollar) ? bracedLength(text, dollar) : 0;
    if (length > 0) {
      const inner = text.slice(dollar + 2, dollar + length - 1);
      const plain = /^[A-Za-z_]\w*$/.test(inner);
      parts.push(
        (plain
          ? { kind: 'value', name: inner }
          : depth < NESTED_LIMIT
            ? shellExpression(inner, depth + 1)
            : undefined) ?? { kind: 'unknown', language: 'the shell' },
      );
      at += length;
      continue;
    }
    INNER.lastIndex = dollar;
    const match = INNER.exec(text);
    if (match?.index === dollar && match[2]) {
      parts.push({ kind: 'value', name: match[2] });
      at += match[0].length;
    } else {
      parts.push({ kind: 'text', text: '$' });
      at += 1;
    }
  }
  copy(text.length);
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'joined', parts };
}

/** The longest `${…}` that is read. */
const LENGTH_LIMIT = 500;

/**
 * The length of the `${…}` that begins at `offset`, nested ones included, or 0. It ends with its line, and holds a
 * double quote only where that is escaped, as in a JSON string.
 */
export function bracedLength(text: string, offset: number): number {
  if (text[offset + 2] === '\\') return 0;
  let depth = 0;
  const limit = Math.min(text.length, offset + LENGTH_LIMIT);
  for (let at = offset; at < limit; at++) {
    const character = text[at];
    if (character === '\n' || character === '"') return 0;
    if (character === '\\') at += 1;
    else if (character === '$' && text[at + 1] === '{') {
      depth += 1;
      if (depth > NESTED_LIMIT) return 0;
      at += 1;
    } else if (character === '{') return 0;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1 - offset;
    }
  }
  return 0;
}

/** The longest `${…}` of another language that is looked over. */
const FOREIGN_LIMIT = 2000;
/** What follows a name in Terraform's expressions, and in a shell's with a default of JSON. */
const FOREIGN = /\$\{~?\s{0,20}[A-Za-z_][\w.-]{0,100}(?:\s{0,20}[([?=!<>&|*/%+,]|:[-=+?])/y;

/**
 * The length of a `${…}` that holds braces or quotes of its own, or 0: `${jsonencode({ a = "b" })}`,
 * `${x == "" ? 1 : 2}`, `${X:-{"a": 1}}`. It may go over lines within its brackets, not within its quotes.
 */
export function foreignBracedLength(text: string, offset: number): number {
  FOREIGN.lastIndex = offset;
  if (!FOREIGN.test(text)) return 0;
  const open: string[] = [];
  let interpolations = 0;
  const limit = Math.min(text.length, offset + FOREIGN_LIMIT);
  for (let at = offset + 1; at < limit; at++) {
    const character = text.charAt(at);
    const quoted = open.at(-1) === '"';
    if (character === '\\') at += 1;
    else if (character === '\n' && (quoted || open.length < 2)) return 0;
    else if (character === '"') {
      if (quoted) open.pop();
      else open.push('"');
    } else if (character === '$' && text[at + 1] === '{') {
      interpolations += 1;
      if (interpolations > 2 * NESTED_LIMIT) return 0;
    } else if (quoted && !(character === '{' && text[at - 1] === '$')) {
      // A text of that language.
    } else if (character in CLOSING) open.push(CLOSING[character] ?? '');
    else if (character === '}' || character === ')' || character === ']') {
      if (open.pop() !== character) return 0;
      if (open.length === 0) return at + 1 - offset;
    }
  }
  return 0;
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };
