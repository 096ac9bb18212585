import { seededRandom } from '../../random.js';

/**
 * A number from 0 (inclusive) to 1 (exclusive) that depends on its arguments only: what becomes of a request does not
 * change with the requests that come in beside it, nor do the ids of the world change with what becomes of requests.
 */
export function drawn(seed: number, ...of: readonly (string | number)[]): number {
  // FNV-1a: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of of.join('\n')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return seededRandom({ seed: hash }).next();
}
