import { createLatencies, type LatencySummary } from './latencies.js';
import type { LoadFailure, LoadSample } from './sample.js';

/** What became of many requests. */
export interface LoadCounts {
  readonly requests: number;
  readonly failed: number;
  readonly failures: Readonly<Partial<Record<LoadFailure, number>>>;
  /** Answers that went well, by the version that gave them; `unknown` where none was told. */
  readonly versions: Readonly<Record<string, number>>;
  /** All answers, by status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Of the answers that went well. */
  readonly latency: LatencySummary;
}

/** Counts requests. */
export interface Tally {
  add(sample: LoadSample): void;
  counts(): LoadCounts;
}

/** Nothing counted yet. */
export function createTally(): Tally {
  const failures: Partial<Record<LoadFailure, number>> = {};
  const versions: Record<string, number> = {};
  const statuses: Record<number, number> = {};
  const latencies = createLatencies();
  let requests = 0;
  let failed = 0;
  return {
    add({ status, version = 'unknown', failure, milliseconds }) {
      requests += 1;
      if (status !== undefined) statuses[status] = (statuses[status] ?? 0) + 1;
      if (failure) {
        failed += 1;
        failures[failure] = (failures[failure] ?? 0) + 1;
        return;
      }
      versions[version] = (versions[version] ?? 0) + 1;
      latencies.add(milliseconds);
    },
    counts: () => ({
      requests,
      failed,
      failures: { ...failures },
      versions: { ...versions },
      statuses: { ...statuses },
      latency: latencies.summary(),
    }),
  };
}
