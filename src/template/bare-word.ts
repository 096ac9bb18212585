import type { StyleMatch } from './placeholder-styles.js';
import type { Syntax } from './syntax.js';
import { standsInText } from './words-within-texts.js';

/** Nobody has a value for a word. */
export const NO_WORDS: ReadonlySet<string> = new Set();
/** What a word begins with. */
export const WORD_BEGINS = /[A-Za-z_]/;
const WORD = /[A-Za-z_][\w.-]{0,200}/y;
/** What JSON, JavaScript and Python have for values. */
const LITERALS = new Set(['true', 'false', 'null', 'none', 'nan', 'undefined', 'infinity']);

/** The length of the word that begins at an offset. */
export function wordLength(text: string, at: number): number {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0].length ?? 1;
}

/** Whether a word without quotes is a placeholder. */
export function isWord(word: string, syntax: Syntax, words: ReadonlySet<string>): boolean {
  if (words.has(word)) return true;
  return syntax === 'json' && /^[A-Z][A-Z0-9_]+$/.test(word) && !LITERALS.has(word.toLowerCase());
}

/** The word that is all of the string that begins at `at`, if it has a value and the string is no name of a member. */
export function quotedWord(text: string, at: number, words: ReadonlySet<string>): string | undefined {
  const word = text.slice(at + 1, at + 1 + (WORD_BEGINS.test(text.charAt(at + 1)) ? wordLength(text, at + 1) : 0));
  if (!words.has(word) || text[at + 1 + word.length] !== text[at]) return undefined;
  return /^[ \t]{0,50}:/.test(text.slice(at + 2 + word.length, at + 60 + word.length)) ? undefined : word;
}

/**
 * Whether a word within a text counts without quotes as well. In JSON it stands for a value anyway, and brackets are those
 * of a list; in other marks it is no word yet.
 */
export function countsBare(text: string, syntax: Syntax, at: number, { token, name }: StyleMatch): boolean {
  return syntax === 'yaml' ? standsInText(text, at, at + token.length) : token !== name && !token.startsWith('[');
}
