import { nextTurn } from './split.js';

/** Whose turn it is: remembers the course of the round robins of a load balancer. */
export interface Turns {
  /**
   * The next of weighted choices.
   *
   * @param of - what they are the choices of; other weights begin anew
   * @returns its index; `undefined`: none has a weight
   */
  weighted(of: string, weights: readonly number[]): number | undefined;
  /** The next of equal choices, of which there must be one at least. */
  equal(of: string, count: number): number;
}

/** Round robins that begin. */
export function createTurns(): Turns {
  const splits = new Map<string, { weights: string; credits: readonly number[] }>();
  const rounds = new Map<string, number>();
  return {
    weighted(of, weights) {
      const text = weights.join();
      const before = splits.get(of);
      const turn = nextTurn(weights, before?.weights === text ? before.credits : []);
      if (!turn) return undefined;
      splits.set(of, { weights: text, credits: turn.credits });
      return turn.index;
    },
    equal(of, count) {
      const turn = rounds.get(of) ?? 0;
      rounds.set(of, turn + 1);
      return turn % count;
    },
  };
}
