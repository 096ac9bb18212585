import { advance, type ContextAt, nextChange, type Process } from './advance.js';
import type { Errand } from './errands.js';
import type { CallContext, FunctionStandIn } from './operation.js';
import { seededRandom } from './random.js';
import type { Rule } from './scenario/rule.js';
import { createRegionHistory } from './scenario/wire/region-history.js';
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
  /** What comes between a client's request and the operation; it may refuse the request. */
  readonly beforeCall?: (
    operation: string,
    input: object,
    rules: readonly Rule[],
  ) => ((context: CallContext) => void) | undefined;
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
  /** How old, in milliseconds, what a reading operation sees is, as far as that is remembered. @defaultValue 0 */
  readonly staleMs?: number;
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
  const history = createRegionHistory(parts.rules);
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

  function changed(at: number): void {
    history.remember(world, at);
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
        changed(now);
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
      changed(reached);
      return result;
    } catch (error) {
      world.regions[name] = before.region;
      world.seed = before.seed;
      throw error;
    }
  }

  /** A region as a reader sees it. */
  function seenRegion(name: string, staleMs: number): RegionWorld {
    const present = regionOf(name);
    if (staleMs === 0) return present;
    const past = history.asOf(name, reached - staleMs);
    if (past) return past;
    history.remember(world, reached);
    return present;
  }

  return {
    call({ operation, region: name, input, staleMs = 0 }, presentAnswer) {
      catchUp();
      // A change of its own: it stays, whatever becomes of the request.
      const before = parts.beforeCall?.(operation.name, input, parts.rules());
      if (before) changing(name, before);
      const answer = (context: CallContext) => presentAnswer(operation.run(input as never, context));
      return isReadOnly(operation.name)
        ? answer(contextAt(seenRegion(name, staleMs), reached))
        : changing(name, answer);
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
      world.requests = undefined;
      history.forget();
      changed(reached);
    },
  };
}
