import { InvalidParameterException$ } from '@aws-sdk/client-ecs';
import { Fault } from '../fault.js';

/** One page of a list, and where the next one begins. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a page out of a list.
 *
 * @param unasked - the number of items where the request names none
 * @throws Fault `InvalidParameterException` for a size over 100, or a token that the engine did not give out
 */
export function page<Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number | undefined,
  unasked = 100,
): Page<Item> {
  if (size !== undefined && (size < 1 || size > 100)) {
    throw new Fault(InvalidParameterException$, 'maxResults must be between 1 and 100.');
  }
  const start = token === undefined ? 0 : readToken(token);
  const end = start + (size ?? unasked);
  const nextToken = end < items.length ? Buffer.from(`offset:${end}`).toString('base64') : undefined;
  return { items: items.slice(start, end), nextToken };
}

function readToken(token: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  if (offset === undefined) throw new Fault(InvalidParameterException$, 'Invalid token');
  return Number(offset);
}
