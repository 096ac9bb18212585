import { invalidParameter } from './refusal.js';

/** The number of items on a page of topics or subscriptions. */
const PAGE = 100;

/**
 * Cuts a page out of a list.
 *
 * @throws Fault `InvalidParameter` for a token that the engine did not give out
 */
export function page<Item>(
  items: readonly Item[],
  token: string | undefined,
): { items: Item[]; NextToken: string | undefined } {
  const start = token === undefined ? 0 : readToken(token);
  const end = start + PAGE;
  const NextToken = end < items.length ? Buffer.from(`offset:${end}`).toString('base64') : undefined;
  return { items: items.slice(start, end), NextToken };
}

function readToken(token: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  if (offset === undefined) throw invalidParameter('NextToken');
  return Number(offset);
}
