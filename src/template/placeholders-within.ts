import type { Placeholder } from './placeholder.js';
import type { Template } from './template.js';

/** The placeholders that stand in a range of a template, of which a large one has hundreds: they are in their order. */
export function placeholdersWithin({ placeholders }: Template, start: number, end: number): readonly Placeholder[] {
  let low = 0;
  let high = placeholders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((placeholders[middle]?.start ?? start) < start) low = middle + 1;
    else high = middle;
  }
  let behind = low;
  while ((placeholders[behind]?.end ?? end + 1) <= end) behind += 1;
  return placeholders.slice(low, behind);
}
