import type { Turns } from '../request-fate.js';
import { drawn } from './drawing.js';
import type { Bucket, RuleTally } from './ledger.js';

/** A request, as far as rules look at it. */
export interface RequestAtHand {
  /** The signing name. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** Engine time. */
  readonly at: Date;
}

/**
 * Counts a request that came under a rule.
 *
 * @param key - what tells the rule's draws from those of others
 * @returns whether the rule is about this one, and the tally from now on
 */
export function takeTurn(
  turns: Turns,
  tally: RuleTally,
  request: RequestAtHand,
  draw: { readonly seed: number; readonly key: string },
): { readonly hit: boolean; readonly tally: RuleTally } {
  const name = `${request.service}:${request.operation}`;
  const nth = (tally.seen[name] ?? 0) + 1;
  const counted: RuleTally = { ...tally, seen: { ...tally.seen, [name]: nth } };
  const number = Object.values(counted.seen).reduce((sum, count) => sum + count, 0);
  switch (turns.kind) {
    case 'all':
      return { hit: true, tally: counted };
    case 'numbers':
      return { hit: turns.numbers.includes(number), tally: counted };
    case 'from':
      return { hit: number >= turns.number, tally: counted };
    case 'share':
      return { hit: drawn(draw.seed, draw.key, name, nth) < turns.share, tally: counted };
    case 'beyond': {
      const filled = refilled(tally.buckets[request.region], turns, request.at);
      const hit = filled < 1;
      const bucket: Bucket = { tokens: hit ? filled : filled - 1, at: request.at };
      return { hit, tally: { ...counted, buckets: { ...tally.buckets, [request.region]: bucket } } };
    }
    default:
      return turns satisfies never;
  }
}

function refilled(bucket: Bucket | undefined, turns: Extract<Turns, { kind: 'beyond' }>, at: Date): number {
  if (!bucket) return turns.left ?? turns.burst;
  const seconds = Math.max(0, at.getTime() - bucket.at.getTime()) / 1000;
  return Math.min(turns.burst, bucket.tokens + seconds * turns.perSecond);
}
