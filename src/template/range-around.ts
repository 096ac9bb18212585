import { lastUpTo } from '../domain/last-up-to.js';
import type { Span } from './placeholder.js';

/** Makes the function that finds, of ranges that do not overlap, the one in which something lies. */
export function rangeAround<Range extends Span>(ranges: readonly Range[]): (inside: Span) => Range | undefined {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  return ({ start, end }) => {
    const range = sorted[lastUpTo(sorted.length, (index) => sorted[index]?.start ?? 0, start)];
    return range && end <= range.end ? range : undefined;
  };
}
