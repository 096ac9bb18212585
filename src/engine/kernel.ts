import { advance, type ContextAt, nextChange, type Process } from './advance.js';
import type { Errand } from './errands.js';
import type { CallContext, FunctionStandIn } from './operation.js';
import { seededRandom } from './random.js';
import type { Rule } from './scenario/rule.js';
import { isReadOnly, type ServedOperation } from './service.js';
import type { RegionWorld, World } from './world/world.js';

/** What a kernel is made of. Services are no part of it: an operation comes with each call. */
export interface KernelParts {
  /** The world to begin with; changes in place. */
  readonly world: World;
  /** The engine time that the world has got to. */
  readonly reached: number;
  /** Engine time in milliseconds since the epoch; never runs back. */
  readonly now: () => number;
  /** What happens by itself, in the order in which it happens at one instant. */
  readonly processes: readonly Process[];
  readonly emptyRegion: (region: string) => RegionWorld;
  readonly standIn: (functionNameOrArn: string) => FunctionStandIn | undefined;
  /** The rules of the scenarios in force, now. */
  readonly rules: () => readonly Rule[];
  readonly containers: CallContext['containers'];
  /** Takes out of a region what is to be done outside the world (mails to write, hooks to call). */
  readonly takeErrands: (region: RegionWorld) => readonly Errand[];
  /** Receives them. */
  readonly onErrand: (errand: Errand) => void;
  /** The world has changed: it is to be saved, and something may be due at another time now. */
  readonly onChange: () => void;
}

/** The engine without wire, clock and disk: a world, the operations that are called on it, and time that passes. */
export interface Kernel {
  /**
   * Calls an operation at the present time.
   *
   * @param present - makes what the caller wants of the answer, before anything else happens in the world
   * @throws what the operation throws (`Fault`); the world is then as it was before the call
   */
  call<Result>(call: OperationCall, present: (answer: object | undefined) => Result): Result;
  /**
   * Changes a region at the present time for something outside the world that has news for it.
   *
   * @throws what the change throws; the world is then as it was before
   */
  change(region: string, apply: (context: CallContext) => void): void;
  /** Lets everything happen that is due by now. */
  catchUp(): void;
  /** When something next happens by itself. */
  nextChange(): number | undefined;
  /** Empties the world; ids begin again from the seed. */
  reset(seed: number): void;
}

/** An operation with its input, as the protocol layer has read it. */
export interface OperationCall {
  readonly operation: ServedOperation;
  readonly region: string;
  readonly input: object;
}

/**
 * Makes a kernel.
 *
 * A call that throws, whether it refuses or is at fault, leaves no trace: the region and the seed are copied before a
 * changing operation and put back. Operations promise to refuse before they change anything, but one that is at fault
 * promises nothing, and half a change would be kept on the disk for ever; the copy takes well under a millisecond.
 */
export function createKernel(parts: KernelParts): Kernel {
  const { world, processes } = parts;
  const random = seededRandom(world);
  const contextAt: ContextAt = (region, instant): CallContext => ({
    world: region,
    now: new Date(instant),
    random,
    standIn: parts.standIn,
    rules: parts.rules(),
    containers: parts.containers,
  });
  let { reached } = parts;
  // Asking every region when something is due would make each reading request pay for the whole world.
  let due = nextChange(world, processes);

  function changed(): void {
    for (const region of Object.values(world.regions)) parts.takeErrands(region).forEach(parts.onErrand);
    due = nextChange(world, processes);
    parts.onChange();
  }

  function catchUp(): void {
    const now = Math.max(reached, parts.now());
    if (due !== undefined && due <= now) {
      try {
        advance(world, processes, contextAt, now, reached);
      } finally {
        changed();
      }
    }
    reached = now;
  }

  function regionOf(name: string): RegionWorld {
    const known = Object.hasOwn(world.regions, name) ? world.regions[name] : undefined;
    const region = known ?? parts.emptyRegion(name);
    world.regions[name] = region;
    return region;
  }

  /** Changes a region wholly or not at all, and lets happen what follows from it at once. */
  function changing<Result>(name: string, change: (context: CallContext) => Result): Result {
    const region = regionOf(name);
    const context = contextAt(region, reached);
    const before = { region: structuredClone(region), seed: world.seed };
    try {
      const result = change(context);
      // A deployment goes on because of what was just asked for, not only because of time.
      for (const process of processes) process.applyChanges(context);
      advance(world, processes, contextAt, reached, reached);
      changed();
      return result;
    } catch (error) {
      world.regions[name] = before.region;
      world.seed = before.seed;
      throw error;
    }
  }

  return {
    call({ operation, region: name, input }, presentAnswer) {
      catchUp();
      const answer = (context: CallContext) => presentAnswer(operation.run(input as never, context));
      return isReadOnly(operation.name) ? answer(contextAt(regionOf(name), reached)) : changing(name, answer);
    },
    change(name, apply) {
      catchUp();
      changing(name, apply);
    },
    catchUp,
    nextChange: () => due,
    reset(seed) {
      world.regions = {};
      world.seed = seed;
      changed();
    },
  };
}
