import type { SourcePlace } from '../errors.js';
import { lineIndex } from './line-index.js';
import type { Span } from './placeholder.js';

/** Replaces a range of the template. */
export interface Edit extends Span {
  readonly text: string;
}

/** A filled template that remembers where each character came from. */
export interface RenderedText {
  readonly file: string;
  readonly text: string;
  /** The place in the template from which the character at an offset of `text` came. */
  placeAt(offset: number): SourcePlace;
  /** The template's own text for a range of `text`: what may be quoted in a message, since values may be secret. */
  templateText(start: number, end: number): string;
}

interface Segment {
  readonly from: number;
  readonly length: number;
  readonly templateStart: number;
  readonly templateEnd: number;
  readonly copied: boolean;
}

/**
 * Applies edits to a template.
 *
 * @param edits - in any order; where two overlap, the one that begins first (or is longer) wins
 */
export function renderEdits(file: string, template: string, edits: readonly Edit[]): RenderedText {
  const segments: Segment[] = [];
  const pieces: string[] = [];
  let from = 0;
  let at = 0;
  const add = (text: string, templateStart: number, templateEnd: number, copied: boolean) => {
    segments.push({ from, length: text.length, templateStart, templateEnd, copied });
    pieces.push(text);
    from += text.length;
  };
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    if (start > at) add(template.slice(at, start), at, start, true);
    add(text, start, end, false);
    at = end;
  }
  add(template.slice(at), at, template.length, true);

  const position = lineIndex(template);
  /** With `inclusive`, an offset between two segments belongs to the first. */
  const segmentAt = (offset: number, inclusive = false): Segment => {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const segment = segments[middle];
      const end = (segment?.from ?? 0) + (segment?.length ?? 0);
      if (inclusive ? offset <= end : offset < end) high = middle;
      else low = middle + 1;
    }
    return segments[low] ?? { from: 0, length: 0, templateStart: 0, templateEnd: 0, copied: true };
  };
  return {
    file,
    text: pieces.join(''),
    placeAt(offset) {
      const { from, templateStart, copied } = segmentAt(offset);
      return { file, ...position(copied ? Math.min(template.length, templateStart + offset - from) : templateStart) };
    },
    templateText(start, end) {
      const first = segmentAt(start);
      const last = segmentAt(end, true);
      return template.slice(
        first.copied ? first.templateStart + start - first.from : first.templateStart,
        last.copied ? last.templateStart + end - last.from : last.templateEnd,
      );
    },
  };
}
