import { lastUpTo } from '../domain/last-up-to.js';

/** A position for people: both count from 1; columns count UTF-16 units, as editors and compilers do. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** Makes the function that turns offsets in `text` into lines and columns. LF, CRLF and lone CR end a line. */
export function lineIndex(text: string): (offset: number) => LineAndColumn {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    const lines = starts;
    const at = lastUpTo(lines.length, (line) => lines[line] ?? 0, offset);
    return { line: at + 1, column: offset - (lines[at] ?? 0) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + lineEnd.length);
  return starts;
}
