import type { EngineClock } from './clock/engine-clock.js';
import type { Errands } from './errands.js';
import type { CallContext } from './operation.js';
import type { RegionWorld, World } from './world/world.js';

/**
 * Something real that follows the world: processes of its tasks, listeners of its load balancers. It looks at the world
 * whenever that has changed, and reports what it finds as a change of its own.
 */
export interface Companion {
  /** The world has changed, or was emptied. Called in the turn of the change: what follows from it comes later. */
  worldChanged(): void;
  /** Ends all that it runs. */
  close(): Promise<void>;
}

/** What a companion works with. */
export interface CompanionGround {
  /** To look at; it is changed by {@link CompanionGround.change} only. */
  readonly world: World;
  readonly clock: EngineClock;
  /** For real work that a virtual clock has to wait for. */
  readonly errands: Errands;
  /**
   * Changes a region from outside, as a request would: at the present engine time, wholly or not at all.
   *
   * @throws what the change throws
   */
  change(region: string, apply: (context: CallContext) => void): void;
  /** The engine's address. */
  readonly endpoint: string;
  /** Where the engine keeps its state, if it does. */
  readonly stateDirectory: string | undefined;
  readonly warn: (line: string) => void;
}

/** Starts a companion beside an engine. */
export type StartCompanion = (ground: CompanionGround) => Companion;

/** The regions of a world. */
export function regionsOf({ regions }: World): RegionWorld[] {
  return Object.values(regions);
}
