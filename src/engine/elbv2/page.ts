import { validationError } from './validation.js';

/** One page of a list, and where the next one begins. */
export interface Page<Item> {
  readonly items: Item[];
  readonly NextMarker: string | undefined;
}

/** The largest page that the Describe operations give, and the one they give unasked. */
const LARGEST_PAGE = 400;

/**
 * Cuts a page out of a list.
 *
 * @throws ProtocolFault `ValidationError` for a marker that the engine did not give out
 */
export function page<Item>(items: readonly Item[], marker: string | undefined, size: number | undefined): Page<Item> {
  const start = marker === undefined ? 0 : readMarker(marker);
  const end = start + Math.min(size ?? LARGEST_PAGE, LARGEST_PAGE);
  return { items: items.slice(start, end), NextMarker: end < items.length ? writeMarker(end) : undefined };
}

function writeMarker(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

function readMarker(marker: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(marker, 'base64url').toString('utf8'))?.[1];
  if (offset === undefined) throw validationError(`The marker '${marker}' is not valid`);
  return Number(offset);
}
