import { callExpression } from './call-expression.js';
import type { Expression } from './expression.js';
import { lookupByName } from './lookup-name.js';
import { LOOKUP_KINDS } from './lookup-request.js';
import type { PlaceholderStyle, Standing } from './placeholder.js';
import { bracedLength, foreignBracedLength, shellExpression } from './shell-expression.js';

/** What a style's pattern found at a position. */
export interface StyleMatch {
  readonly style: PlaceholderStyle;
  readonly token: string;
  readonly name: string;
  readonly meaning: Expression;
}

/** The token that begins at an offset, and the text between its marks. */
type Marks = (text: string, offset: number) => readonly [token: string, inner: string] | undefined;

const FIRST: Readonly<Record<PlaceholderStyle, string>> = {
  angle: '<',
  'double-angle': '<',
  'double-brace': '{',
  'dollar-double-brace': '$',
  'dollar-brace': '$',
  'dollar-parenthesis': '$',
  dollar: '$',
  dollars: '$',
  'hash-brace': '#',
  hash: '#',
  'double-hash': '#',
  at: '@',
  'single-at': '@',
  percent: '%',
  'double-percent': '%',
  underscore: '_',
  'double-bracket': '[',
  bracket: '[',
  brace: '{',
  word: '',
};

interface Style {
  readonly style: PlaceholderStyle;
  readonly marks: Marks;
}

/** Sticky; the first group is the text between the marks. Lengths are bounded so that hostile text stays linear. */
function by(pattern: RegExp): Marks {
  return (text, offset) => {
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    return match ? [match[0], match[1] ?? ''] : undefined;
  };
}

const LOOKUP = `(?:\\w{1,100}_)?(?:env|${LOOKUP_KINDS.join('|')}):`;

/**
 * All styles, in the order in which they are tried: the longer marks first, since each shorter one would find a part of
 * them. A new style is one line here.
 *
 * Upper case is demanded where the marks are also everyday text (`%Y-%m-%d`, `__init__`, `$(date)`, `@media`).
 */
const STYLES: readonly Style[] = [
  { style: 'dollars', marks: by(/(?<!\$)\${2}([A-Za-z_]\w{0,100})\${2}(?!\$)/y) },
  { style: 'dollars', marks: by(/(?<!\$)\${3}([A-Za-z_]\w{0,100})\${3}(?!\$)/y) },
  { style: 'dollars', marks: by(/(?<!\$)\${4}([A-Za-z_]\w{0,100})\${4}(?!\$)/y) },
  { style: 'dollar-double-brace', marks: by(/\$\{\{([^{}"\n]{1,300})\}\}/y) },
  { style: 'double-brace', marks: by(/\{\{\{([^{}\n]{1,300})\}\}\}/y) },
  { style: 'double-brace', marks: doubleBraces },
  { style: 'dollar-brace', marks: dollarBraces },
  { style: 'dollar-parenthesis', marks: by(/\$\(([A-Z_][A-Z0-9_]{0,100})\)/y) },
  {
    style: 'dollar-parenthesis',
    marks: by(/\$\(((?:Agent|Build|Environment|Pipeline|Release|System)\.[\w.]{1,200})\)/y),
  },
  { style: 'dollar', marks: by(/\$([A-Za-z_]\w{0,200})/y) },
  {
    style: 'hash-brace',
    marks: by(new RegExp(`#\\{([A-Za-z_][\\w.-]{0,200}|${LOOKUP}[^{}"\\n]{1,300})\\}(?:#(?!\\{))?`, 'y')),
  },
  { style: 'hash', marks: by(/(?<![\w#&])#([A-Z][A-Z0-9_]{1,100})#(?![\w#])/y) },
  { style: 'double-hash', marks: by(/##([A-Z][A-Z0-9_]{1,100})##/y) },
  { style: 'at', marks: by(new RegExp(`@@([A-Za-z_][\\w.-]{0,200}|${LOOKUP}[^@"\\n]{1,300})@@`, 'y')) },
  { style: 'single-at', marks: by(/(?<![\w@])@([A-Z][A-Z0-9_]{1,100})@(?![\w@])/y) },
  { style: 'double-percent', marks: by(/%%([A-Z][A-Z0-9_]{1,100})%%/y) },
  { style: 'percent', marks: by(/%([A-Z][A-Z0-9_]{2,100})%/y) },
  { style: 'underscore', marks: by(/(?<!\w)__([A-Z][A-Z0-9_]{0,100}?)__(?!\w)/y) },
  { style: 'double-angle', marks: by(/<<([A-Za-z][\w.-]{0,100})>>/y) },
  {
    style: 'angle',
    marks: by(new RegExp(`<(${LOOKUP}[^<>"\\n]{1,300}|\\p{L}(?:[\\p{L}\\p{N}_.:/ -]{0,100}[\\p{L}\\p{N}_])?)>`, 'uy')),
  },
  { style: 'double-bracket', marks: by(/\[\[([A-Z][A-Z0-9_]{1,100})\]\]/y) },
  { style: 'bracket', marks: by(/(?<=["'])\[([A-Z][A-Z0-9_]{1,50}(?: [A-Z0-9_]{1,50}){0,8})\](?=["'])/y) },
  { style: 'brace', marks: by(/(?<![$#%{}]|\\[A-Za-z])\{([A-Za-z_][\w.-]{0,100})\}/y) },
];

/** The characters with which a placeholder, or an escaped one, can begin. */
export const FIRST_CHARACTERS = '<{$#@%_[';

const BY_FIRST_CHARACTER: ReadonlyMap<string, readonly Style[]> = new Map(
  [...FIRST_CHARACTERS].map((character) => [character, STYLES.filter(({ style }) => FIRST[style] === character)]),
);

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_.:/ -]*$/u;
/** A name that is a call without quotes around its arguments. */
const CALL =
  /^(?:\w+_)?(?:env|must_env|getenv|ssm|ssm_list|secretsmanager_arn|cfn_output|cfn_export|tfstatef?|or|printf) /;

/** The placeholder that begins at `offset`, if one does and its style is among those that are in force. */
export function matchStyle(
  text: string,
  offset: number,
  standing: Standing,
  styles?: ReadonlySet<PlaceholderStyle>,
): StyleMatch | undefined {
  for (const { style, marks } of BY_FIRST_CHARACTER.get(text.charAt(offset)) ?? []) {
    if (styles && !styles.has(style)) continue;
    const match = marks(text, offset);
    const inner = match?.[1].trim();
    if (!match || !inner) continue;
    return { style, token: match[0], ...readInner(style, inner, standing) };
  }
  return undefined;
}

function readInner(style: PlaceholderStyle, inner: string, standing: Standing): Pick<StyleMatch, 'name' | 'meaning'> {
  const lookup = lookupByName(inner);
  if (lookup) return { name: inner, meaning: lookup };
  if (style === 'double-brace') {
    // Go templates know comments, which leave nothing.
    if (/^\/\*.*\*\/$/s.test(inner)) return { name: inner, meaning: { kind: 'text', text: '' } };
    const trimmed = inner.replace(/^-\s+/, '').replace(/\s+-$/, '');
    if (PLAIN_NAME.test(trimmed) && !CALL.test(trimmed)) return plain(trimmed);
    const call = callExpression(standing === 'double-quoted' ? trimmed.replaceAll('\\"', '"') : trimmed);
    return call
      ? { name: call.name, meaning: call.expression }
      : { name: inner, meaning: { kind: 'unknown', language: 'another template language' } };
  }
  if (style === 'dollar-double-brace') return githubContext(inner);
  if (style === 'dollar-parenthesis' && inner.includes('.')) return azureVariable(inner);
  if (style === 'dollar-brace') {
    const word = standing === 'double-quoted' ? unescaped(inner) : inner;
    const expression = shellExpression(word);
    if (expression) return { name: /^\w+/.exec(word)?.[0] ?? inner, meaning: expression };
  }
  const substring = style === 'dollar-brace' && /^\w+: ?-?\d/.test(inner);
  return PLAIN_NAME.test(inner) && !substring
    ? plain(inner)
    : {
        name: inner,
        meaning: {
          kind: 'unknown',
          language: style === 'dollar-brace' ? 'the shell or Terraform' : 'another language',
        },
      };
}

const plain = (name: string): Pick<StyleMatch, 'name' | 'meaning'> => ({ name, meaning: { kind: 'value', name } });

/** What a JSON string with this text in it says. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    const read: unknown = JSON.parse(`"${text}"`);
    return String(read);
  } catch {
    return text;
  }
}

/** GitHub's runners have `env.X` as X, and `github.sha` as GITHUB_SHA. */
function githubContext(inner: string): Pick<StyleMatch, 'name' | 'meaning'> {
  const own: Expression = { kind: 'value', name: inner };
  const [, context, key = ''] = /^(env|vars|github)\.(\w+)$/.exec(inner) ?? [];
  if (context === 'github') {
    const variable = `GITHUB_${key.toUpperCase()}`;
    return {
      name: inner,
      meaning: { kind: 'first', of: [own, { kind: 'value', name: variable, only: 'environment' }] },
    };
  }
  if (context) return { name: inner, meaning: { kind: 'first', of: [own, { kind: 'value', name: key }] } };
  return PLAIN_NAME.test(inner)
    ? plain(inner)
    : { name: inner, meaning: { kind: 'unknown', language: 'GitHub Actions' } };
}

/** Azure Pipelines has `Build.BuildId` in the environment as BUILD_BUILDID. */
function azureVariable(inner: string): Pick<StyleMatch, 'name' | 'meaning'> {
  const variable = inner.replaceAll('.', '_').toUpperCase();
  return {
    name: inner,
    meaning: {
      kind: 'first',
      of: [
        { kind: 'value', name: inner },
        { kind: 'value', name: variable },
      ],
    },
  };
}

/** The longest `{{ … }}` that is read. */
const CALL_LIMIT = 1000;

/** `{{ … }}` on one line; braces may stand in the quotes of a call. */
function doubleBraces(text: string, offset: number): readonly [string, string] | undefined {
  if (!text.startsWith('{{', offset)) return undefined;
  const limit = Math.min(text.length, offset + CALL_LIMIT);
  for (let at = offset + 2; at < limit; at++) {
    const character = text[at];
    if (character === '\n' || character === '{') return undefined;
    if (character === '}') {
      return text[at + 1] === '}' && at > offset + 2
        ? [text.slice(offset, at + 2), text.slice(offset + 2, at)]
        : undefined;
    }
    if (character === '"' || character === '`' || (character === "'" && /[\s(,{]/.test(text.charAt(at - 1)))) {
      const close = text.indexOf(character, at + 1);
      // A quote that is not closed is an apostrophe, or a mistake that is told of as an expression.
      if (close !== -1 && close < limit && !text.slice(at, close).includes('\n')) at = close;
    }
  }
  return undefined;
}

function dollarBraces(text: string, offset: number): readonly [string, string] | undefined {
  if (!text.startsWith('${', offset)) return undefined;
  const length = bracedLength(text, offset) || foreignBracedLength(text, offset);
  return length > 3 ? [text.slice(offset, offset + length), text.slice(offset + 2, offset + length - 1)] : undefined;
}

const ESCAPABLE = ['dollar', 'dollar-brace', 'dollar-parenthesis'] as const;
const ESCAPED = /\$\$(?:[A-Za-z_]\w{0,200}|\{[^{}"\n]{1,300}\}|\([^()"\n]{1,300}\))/y;

/** The length of an escaped `$NAME`, `${…}` or `$(…)` that begins at `offset` (`$$NAME` stands for `$NAME`), or 0. */
export function escapedLength(text: string, offset: number, styles?: ReadonlySet<PlaceholderStyle>): number {
  if (styles && !ESCAPABLE.some((style) => styles.has(style))) return 0;
  ESCAPED.lastIndex = offset;
  const plain = ESCAPED.exec(text)?.[0].length ?? 0;
  if (plain > 0 || !text.startsWith('$${', offset)) return plain;
  const foreign = foreignBracedLength(text, offset + 1);
  return foreign > 0 ? foreign + 1 : 0;
}
