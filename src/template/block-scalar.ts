import { lineAround } from './literal.js';
import type { Span } from './placeholder.js';

/** The lines of a block scalar of YAML. */
export interface BlockScalar extends Span {
  readonly indent: string;
  readonly literal: boolean;
}

/** The block scalar whose header (`|`, `>-`, `|2` …) stands at `at`: its lines are all that are indented further. */
export function blockScalarAt(text: string, at: number): BlockScalar | undefined {
  const header = /^[|>][+-]?\d?[+-]?[ \t]{0,50}(?:#[^\n]{0,1000})?\r?\n/.exec(text.slice(at, at + 1100));
  if (!header) return undefined;
  const { start: lineStart } = lineAround(text, at);
  const parent = /^[ ]*(?:- +)*/.exec(text.slice(lineStart, at))?.[0] ?? '';
  // A list item's text is indented further than its dash.
  const outer =
    parent.includes('-') && !/:\s*$/.test(text.slice(lineStart, at)) ? parent.lastIndexOf('-') : parent.length;
  const start = at + header[0].length;
  let end = start;
  let indent: string | undefined;
  while (end < text.length) {
    const newline = text.indexOf('\n', end);
    const next = newline === -1 ? text.length : newline + 1;
    const content = /^ *(?=[^ \r\n])/.exec(text.slice(end, next))?.[0];
    if (content !== undefined) {
      if (content.length <= outer) break;
      indent ??= content;
    }
    end = next;
  }
  return { start, end, indent: indent ?? `${' '.repeat(outer)}  `, literal: header[0].startsWith('|') };
}
