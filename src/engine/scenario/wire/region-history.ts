import type { RegionWorld, World } from '../../world/world.js';
import type { Rule } from '../rule.js';

/** What regions were like a little while ago, for readers that are answered late. */
export interface RegionHistory {
  /** Remembers the regions as they are from this time on, as far as the rules in force ask for the past. */
  remember(world: World, at: number): void;
  /** A region as it was at that time, or as early as it is remembered; `undefined`: nothing is. */
  asOf(region: string, at: number): RegionWorld | undefined;
  forget(): void;
}

interface Look {
  readonly from: number;
  readonly region: RegionWorld;
}

/** Copies of a region at most: a busy world is then less stale than it might be. */
const MOST = 200;

/**
 * Makes a history. It is no part of the world: after a restart the engine has no past to answer from, and answers with
 * the present.
 *
 * @param rules - those in force
 */
export function createRegionHistory(rules: () => readonly Rule[]): RegionHistory {
  const past = new Map<string, Look[]>();
  return {
    remember(world, at) {
      const span = Math.max(0, ...rules().map((rule) => (rule.kind === 'stale' ? rule.seconds * 1000 : 0)));
      if (span === 0) return past.clear();
      for (const region of Object.values(world.regions)) {
        const looks = past.get(region.region) ?? [];
        const earlier = looks.filter(({ from }) => from < at);
        // The last look before the span is what was true when the span began.
        const needed = earlier.findLastIndex(({ from }) => from <= at - span);
        const kept = [...earlier.slice(Math.max(0, needed)), { from: at, region: structuredClone(region) }];
        past.set(region.region, kept.slice(-MOST));
      }
    },
    asOf(region, at) {
      const looks = past.get(region) ?? [];
      return (looks.findLast(({ from }) => from <= at) ?? looks[0])?.region;
    },
    forget: () => past.clear(),
  };
}
