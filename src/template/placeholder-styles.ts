import type { PlaceholderStyle } from './placeholder.js';

/** What a style's pattern found at a position. */
export interface StyleMatch {
  readonly style: PlaceholderStyle;
  readonly token: string;
  readonly name: string;
  readonly fallback?: string;
  readonly expression: boolean;
}

interface Style {
  readonly style: PlaceholderStyle;
  /** Sticky; the first group is the text between the marks. Lengths are bounded so that hostile text stays linear. */
  readonly pattern: RegExp;
}

/**
 * All styles, in the order in which they are tried: the longer marks first, since each shorter one would find a part of
 * them. A new style is one line here.
 *
 * Upper case is demanded where the marks are also everyday text (`%Y-%m-%d`, `__init__`, `$(date)`).
 */
const STYLES: readonly Style[] = [
  { style: 'dollar-brace', pattern: /\$\{\{([^{}"\n]{1,300})\}\}/y },
  { style: 'double-brace', pattern: /\{\{([^{}\n]{1,300})\}\}/y },
  { style: 'dollar-brace', pattern: /\$\{([^{}"\n]{1,300})\}/y },
  { style: 'dollar-parenthesis', pattern: /\$\(([A-Z_][A-Z0-9_]{0,100})\)/y },
  { style: 'dollar', pattern: /\$([A-Za-z_]\w{0,200})/y },
  { style: 'hash-brace', pattern: /#\{([A-Za-z_][\w.-]{0,200})\}/y },
  { style: 'at', pattern: /@@([A-Za-z_][\w.-]{0,200})@@/y },
  { style: 'percent', pattern: /%([A-Z][A-Z0-9_]{2,100})%/y },
  { style: 'underscore', pattern: /(?<!\w)__([A-Z][A-Z0-9_]{0,100}?)__(?!\w)/y },
  { style: 'angle', pattern: /<(\p{L}(?:[\p{L}\p{N}_.:/ -]{0,100}[\p{L}\p{N}_])?)>/uy },
  { style: 'brace', pattern: /(?<![$#%{}]|\\[A-Za-z])\{([A-Za-z_][\w.-]{0,100})\}/y },
];

/** The characters with which a placeholder, or an escaped one, can begin. */
export const FIRST_CHARACTERS = '<{$#@%_';

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_.:/ -]*$/u;
const WITH_FALLBACK = /^([A-Za-z_]\w*):?-(.*)$/;

/** The placeholder that begins at `offset`, if one does. */
export function matchStyle(text: string, offset: number): StyleMatch | undefined {
  for (const { style, pattern } of STYLES) {
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    const inner = match?.[1]?.trim();
    if (!match || !inner) continue;
    const token = match[0];
    const fallback = style === 'dollar-brace' && !token.startsWith('${{') ? WITH_FALLBACK.exec(inner) : null;
    if (fallback?.[1]) return { style, token, name: fallback[1], fallback: fallback[2] ?? '', expression: false };
    return { style, token, name: inner, expression: !PLAIN_NAME.test(inner) };
  }
  return undefined;
}

const ESCAPED = /\$\$(?:[A-Za-z_]\w{0,200}|\{[^{}"\n]{1,300}\}|\([^()"\n]{1,300}\))/y;

/** The length of an escaped `$NAME`, `${…}` or `$(…)` that begins at `offset` (`$$NAME` stands for `$NAME`), or 0. */
export function escapedLength(text: string, offset: number): number {
  ESCAPED.lastIndex = offset;
  return ESCAPED.exec(text)?.[0].length ?? 0;
}
