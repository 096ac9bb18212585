import type { Node } from 'jsonc-parser';
import type { RenderedText } from '../template/rendered-text.js';

/** So much of a value tells which it is. */
const LONGEST = 80;

/** How the template writes a value: in one line, and cut where it is long. */
export function quoteNode({ offset, length }: Node, source: RenderedText): string {
  const text = source
    .templateText(offset, offset + length)
    .slice(0, 4 * LONGEST)
    .replaceAll(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
