import type { Placeholder } from './placeholder.js';
import type { StyleMatch } from './placeholder-styles.js';

/** Words that are placeholders, by the offset at which they begin. */
export type WordsByOffset = ReadonlyMap<number, StyleMatch>;

/** More than a word, so that no everyday one is taken for it: `image_tag`. */
const NAME = '([A-Za-z][A-Za-z0-9]{0,60}_[A-Za-z0-9_]{0,100}[A-Za-z0-9])';

/** A word in capitals, or a name in marks that may be text: `%…%` of a shell, `__…__` of Python, `((…))` of a shell. */
const FORMS = new RegExp(
  [
    '(?<![A-Za-z0-9_$])([A-Z][A-Z0-9_]{2,100})(?![A-Za-z0-9_])',
    `\\[\\[${NAME}\\]\\]`,
    `\\[${NAME}\\]`,
    `(?<![$(])\\(\\(${NAME}\\)\\)`,
    `(?<!\\w)__${NAME.replace('[A-Za-z0-9_]{0,100}', '[A-Za-z0-9_]{0,100}?')}__(?!\\w)`,
    `(?<!%)%%${NAME}%%(?!%)`,
    `(?<!%)%${NAME}%(?!%)`,
    `(?<!#)##${NAME}##(?!#)`,
    `(?<![\\w#&])#${NAME}#(?![\\w#])`,
    `(?<![\\w@])@${NAME}@(?![\\w@])`,
  ].join('|'),
  'g',
);

/** A bare word as a placeholder: it stands for the value of that name. */
export const wordMatch = (name: string, token = name): StyleMatch => ({
  style: 'word',
  token,
  name,
  meaning: { kind: 'value', name },
});

/**
 * What teams fill by `sed s/ACCOUNT_ID/123456789012/`: a word in capitals, or a name in marks, anywhere within a text.
 * Only names that somebody has given for this very template are looked for, and only those that no mark of another style
 * has: who writes `${STAGE}` in one place means what stands elsewhere.
 *
 * @param given - names of `--set` and `values:`
 * @param found - the placeholders that there are anyway
 * @returns undefined where the text has none of them
 */
export function wordsWithinTexts(
  text: string,
  given: Iterable<string>,
  found: readonly Placeholder[],
): WordsByOffset | undefined {
  const marked = new Set(found.flatMap(({ style, name }) => (style === 'word' ? [] : [name])));
  const names = new Set([...given].filter((name) => !marked.has(name)));
  if (names.size === 0) return undefined;
  const words = new Map<number, StyleMatch>();
  FORMS.lastIndex = 0;
  for (let match = FORMS.exec(text); match; match = FORMS.exec(text)) {
    const [token, ...groups] = match;
    const name = groups.find((group) => group !== undefined) ?? token;
    if (names.has(name)) words.set(match.index, wordMatch(name, token));
    // What ends one mark may begin the next.
    else FORMS.lastIndex = match.index + 1;
  }
  return words.size > 0 ? words : undefined;
}

/**
 * Whether a range of YAML without quotes is part of a text: neither all of a value nor of a name nor in a comment. In
 * marks it may be all of a value.
 */
export function standsInText(text: string, start: number, end: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (/(?:^|\s)#/.test(line) || /^[ \t]*:(?:\s|$)/.test(text.slice(end, end + 50))) return false;
  return (
    /^(?:__|\(\()/.test(text.slice(start, end)) || /[^\s,[{]$/.test(line) || /^[^\s,\]}]/.test(text.slice(end, end + 1))
  );
}
