import type { CallContext } from './operation.js';
import type { RegionWorld, World } from './world/world.js';

/** Something that happens in a region by itself as time passes: tasks start, deployments go on. */
export interface Process {
  /** When it next does something, in milliseconds since the epoch; `undefined`: never, as things stand. */
  nextChange(region: RegionWorld): number | undefined;
  /** Does all that is due at the context's time. */
  applyChanges(context: CallContext): void;
}

/** Makes the context in which a region changes at an instant. */
export type ContextAt = (region: RegionWorld, instant: number) => CallContext;

/** A world in which more happens at one instant than ever should is stuck; a real instant takes a handful. */
const MAX_CHANGES_PER_INSTANT = 1000;

/** When something next happens by itself in any region. */
export function nextChange(world: World, processes: readonly Process[]): number | undefined {
  let earliest: number | undefined;
  for (const region of Object.values(world.regions)) {
    for (const process of processes) {
      const due = process.nextChange(region);
      if (due !== undefined && (earliest === undefined || due < earliest)) earliest = due;
    }
  }
  return earliest;
}

/**
 * Lets everything happen that is due by a time: instant after instant, and at each instant in the order of the
 * processes, so that a deployment sees the tasks as they are at that very moment.
 *
 * @param world - changes
 * @param until - milliseconds since the epoch, inclusive
 * @param floor - the time that has been reached already: what is due earlier happens then, because time never runs back
 * @returns how many instants something happened at
 * @throws Error when one instant does not come to an end
 */
export function advance(
  world: World,
  processes: readonly Process[],
  contextAt: ContextAt,
  until: number,
  floor = Number.NEGATIVE_INFINITY,
): number {
  let instants = 0;
  let current = floor;
  let changes = 0;
  for (;;) {
    const due = nextChange(world, processes);
    if (due === undefined || due > until) return instants;
    if (due > current || instants === 0) {
      current = Math.max(due, current);
      changes = 0;
      instants += 1;
    }
    changes += 1;
    if (changes > MAX_CHANGES_PER_INSTANT) {
      throw new Error(
        `The engine does not get past ${new Date(current).toISOString()}: something is due again and again at that instant`,
      );
    }
    for (const region of Object.values(world.regions)) {
      if (!isDue(region, processes, current)) continue;
      for (const process of processes) process.applyChanges(contextAt(region, current));
    }
  }
}

function isDue(region: RegionWorld, processes: readonly Process[], instant: number): boolean {
  return processes.some((process) => (process.nextChange(region) ?? Number.POSITIVE_INFINITY) <= instant);
}
