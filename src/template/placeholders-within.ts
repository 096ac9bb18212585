import { lastUpTo } from '../domain/last-up-to.js';
import type { Placeholder } from './placeholder.js';
import type { Template } from './template.js';

/** The placeholders that stand in a range of a template, of which a large one has hundreds: they are in their order. */
export function placeholdersWithin({ placeholders }: Template, start: number, end: number): readonly Placeholder[] {
  const first = lastUpTo(placeholders.length, (index) => placeholders[index]?.start ?? 0, start - 1) + 1;
  let behind = first;
  while ((placeholders[behind]?.end ?? end + 1) <= end) behind += 1;
  return placeholders.slice(first, behind);
}
