/**
 * What the rules about requests have counted. A part of the world, so that they go on where they were when the engine
 * is started again.
 */
export interface RequestLedger {
  readonly seed: number;
  /** By rule, in its JSON form. Those of rules that are no longer in force are dropped. */
  readonly tallies: Readonly<Record<string, RuleTally>>;
}

/** What one rule has counted. */
export interface RuleTally {
  /** The first request since the rule is in force. */
  readonly from: Date;
  /** The requests that came under the rule, by operation: `codedeploy:GetDeployment`. */
  readonly seen: Readonly<Record<string, number>>;
  /** The token buckets, by region. */
  readonly buckets: Readonly<Record<string, Bucket>>;
}

/** A token bucket as it was left by the last request. */
export interface Bucket {
  readonly tokens: number;
  readonly at: Date;
}

/** A ledger in which nothing was counted yet. */
export function emptyLedger(seed: number): RequestLedger {
  return { seed, tallies: {} };
}
