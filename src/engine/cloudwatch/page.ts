import { InvalidNextToken$ } from '@aws-sdk/client-cloudwatch';
import { Fault } from '../fault.js';
import { checkRange } from './refusal.js';

/** The page that the describing operations give unasked, and the largest one. */
const PAGE = { usual: 50, largest: 100 } as const;

/**
 * Cuts a page out of a list.
 *
 * @throws Fault `InvalidNextToken` for a token that the engine did not give out, `ValidationError`
 */
export function page<Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number | undefined,
): { items: Item[]; NextToken: string | undefined } {
  checkRange(size, 'maxRecords', 1, PAGE.largest);
  const start = token === undefined ? 0 : readToken(token);
  const end = start + (size ?? PAGE.usual);
  const NextToken = end < items.length ? Buffer.from(`offset:${end}`).toString('base64') : undefined;
  return { items: items.slice(start, end), NextToken };
}

function readToken(token: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  if (offset === undefined) throw new Fault(InvalidNextToken$, 'Invalid nextToken');
  return Number(offset);
}
