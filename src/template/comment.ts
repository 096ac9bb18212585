import type { Syntax } from './syntax.js';

/** Whether a comment of YAML begins at an offset. */
export function startsComment(text: string, at: number): boolean {
  return text[at] === '#' && (at === 0 || /\s/.test(text.charAt(at - 1)));
}

/** The length of the comment that begins at `at`, without the line's end, or 0. One that is not closed is none. */
export function commentLength(text: string, at: number, syntax: Syntax, lastClose: number): number {
  if (syntax === 'json' && text.startsWith('/*', at)) {
    return lastClose < at + 2 ? 0 : text.indexOf('*/', at + 2) + 2 - at;
  }
  if (syntax === 'json' ? !text.startsWith('//', at) : !startsComment(text, at)) return 0;
  const lineEnd = text.indexOf('\n', at);
  const end = lineEnd === -1 ? text.length : lineEnd;
  return (text[end - 1] === '\r' ? end - 1 : end) - at;
}
