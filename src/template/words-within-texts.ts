import type { Placeholder } from './placeholder.js';
import type { StyleMatch } from './placeholder-styles.js';

/** Finds the word that begins at an offset, if one does. */
export type WordFinder = (text: string, at: number) => StyleMatch | undefined;

/** Capitals, so that no everyday word is taken for one. */
const NAME = /^[A-Z][A-Z0-9_]{2,100}$/;
/** What may stand in brackets: more than a word. */
const IN_BRACKETS = /^[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]{1,100}$/;

/** What may stand between marks that are everyday text around a name that nobody has given. */
const BETWEEN_MARKS = /^[A-Za-z](?:[\w.-]{0,100}[A-Za-z0-9])?$/;
const MARKS = [
  ['__', '__'],
  ['%%', '%%'],
  ['%', '%'],
  ['@', '@'],
  ['##', '##'],
  ['#', '#'],
  ['[[', ']]'],
  ['((', '))'],
] as const;

/** A bare word as a placeholder: it stands for the value of that name. */
export const wordMatch = (name: string, token = name): StyleMatch => ({
  style: 'word',
  token,
  name,
  meaning: { kind: 'value', name },
});

/**
 * What teams fill by `sed s/ACCOUNT_ID/123456789012/`: a word in capitals, or one in marks, anywhere within a text.
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
): WordFinder | undefined {
  const marked = new Set(found.flatMap(({ style, name }) => (style === 'word' ? [] : [name])));
  const names = [...given].filter((name) => !marked.has(name));
  const forms = [
    ...names.filter((name) => BETWEEN_MARKS.test(name)).map(betweenMarks),
    ...names.filter((name) => IN_BRACKETS.test(name)).map((name) => `\\[${name}\\]`),
    ...names.filter((name) => NAME.test(name)).map((name) => `(?<![A-Za-z0-9_$])${name}(?![A-Za-z0-9_])`),
  ];
  if (forms.length === 0 || !new RegExp(forms.join('|')).test(text)) return undefined;
  const pattern = new RegExp(forms.join('|'), 'y');
  return (whole, at) => {
    pattern.lastIndex = at;
    const token = pattern.exec(whole)?.[0];
    if (token === undefined) return undefined;
    return wordMatch(names.includes(token) ? token : token.replace(/^[^A-Za-z]+|[^A-Za-z0-9]+$/g, ''), token);
  };
}

/** Marks stand alone: `%%name%%` has no `%name%` in it, and `$((name))` is the shell's. */
function betweenMarks(name: string): string {
  const forms = MARKS.map(([before, behind]) => `${escaped(before)}${escaped(name)}${escaped(behind)}`);
  return `(?<![\\w%@#[($])(?:${forms.join('|')})(?![\\w%@#\\])])`;
}

const escaped = (text: string) => text.replaceAll(/[.[\]()-]/g, '\\$&');

/**
 * Whether a range of YAML without quotes is part of a text: neither all of a value nor of a name nor in a comment. Within
 * marks it may be all of a value.
 */
export function standsInText(text: string, start: number, end: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (/(?:^|\s)#/.test(line) || /^[ \t]*:(?:\s|$)/.test(text.slice(end, end + 50))) return false;
  return (
    /^(?:__|\(\()/.test(text.slice(start, end)) || /[^\s,[{]$/.test(line) || /^[^\s,\]}]/.test(text.slice(end, end + 1))
  );
}
