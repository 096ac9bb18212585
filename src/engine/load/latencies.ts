/** How long requests took, in milliseconds, to within two percent. */
export interface LatencySummary {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Collects durations; takes the same room for a million of them as for a hundred. */
export interface Latencies {
  add(milliseconds: number): void;
  summary(): LatencySummary;
}

const STEP = Math.log(1.02);
/** Everything quicker falls together. */
const LEAST_MS = 0.01;

/** No durations yet. */
export function createLatencies(): Latencies {
  const counts: number[] = [];
  let total = 0;
  let max = 0;

  function percentile(share: number): number {
    let left = Math.ceil(total * share);
    for (const [bucket, count = 0] of counts.entries()) {
      left -= count;
      if (left <= 0) return Math.min(max, LEAST_MS * Math.exp(bucket * STEP));
    }
    return max;
  }

  return {
    add(milliseconds) {
      const bucket = Math.max(0, Math.ceil(Math.log(milliseconds / LEAST_MS) / STEP));
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      total += 1;
      max = Math.max(max, milliseconds);
    },
    summary: () => ({ p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), max }),
  };
}
