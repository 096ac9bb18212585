import { InvalidNextTokenException$ } from '@aws-sdk/client-codedeploy';
import { Fault } from '../fault.js';

/** One page of a list, and where the next one begins. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken: string | undefined;
}

/** CodeDeploy lets nobody choose the size of a page and does not say what it is. */
const PAGE_SIZE = 100;

/**
 * Cuts a page out of a list.
 *
 * @throws Fault `InvalidNextTokenException` for a token that the engine did not give out
 */
export function page<Item>(items: readonly Item[], token: string | undefined): Page<Item> {
  const start = token === undefined ? 0 : readToken(token);
  const end = start + PAGE_SIZE;
  return { items: items.slice(start, end), nextToken: end < items.length ? writeToken(end) : undefined };
}

function writeToken(offset: number): string {
  return Buffer.from(`from:${offset}`).toString('base64url');
}

function readToken(token: string): number {
  const offset = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  if (offset === undefined)
    throw new Fault(InvalidNextTokenException$, 'The next token was specified in an invalid format.');
  return Number(offset);
}
