import { AsyncLocalStorage } from 'node:async_hooks';

/** Something the engine does outside its world: it calls a hook, or writes a mail to a file. */
export interface Errand {
  /** What it is, for the line that reports its failure: `the hook CodeDeployHook_smoke`. */
  readonly description: string;
  /**
   * Real milliseconds that the virtual clock waits for it; after that it counts as asleep. @defaultValue none: until it
   * has ended
   */
  readonly patienceMs?: number;
  /** @param signal - the engine is closing or was emptied: nobody waits for this any more */
  run(signal: AbortSignal): Promise<void>;
}

/** The errands that are under way. */
export interface Errands {
  start(errand: Errand): void;
  /** Whether an errand is at work and not asleep on the engine's own clock. */
  pending(): boolean;
  /** Resolves when none is. */
  done(): Promise<void>;
  /**
   * Says that the errand in whose course this is called goes to sleep on the engine's clock, so that the clock does not
   * wait for it.
   *
   * @returns what to call when it is woken; `undefined` when the caller is no errand
   */
  fallAsleep(): (() => void) | undefined;
  /** Gives up all that are under way, for this reason. */
  abandon(reason: Error): void;
}

/** @param warn - is told of an errand that failed: the engine goes on, as AWS does when a function throws */
export function createErrands(warn: (line: string) => void): Errands {
  const underWay = new Set<{ asleep: number }>();
  const course = new AsyncLocalStorage<{ asleep: number }>();
  let abandonment = new AbortController();
  let waiting: (() => void)[] = [];

  const pending = () => [...underWay].some(({ asleep }) => asleep === 0);
  const changed = () => {
    if (pending()) return;
    const resolved = waiting;
    waiting = [];
    for (const resolve of resolved) resolve();
  };

  return {
    start(errand) {
      const state = { asleep: 0 };
      const { signal } = abandonment;
      const { patienceMs } = errand;
      underWay.add(state);
      const patience =
        patienceMs === undefined
          ? undefined
          : setTimeout(() => {
              state.asleep += 1;
              changed();
            }, patienceMs);
      patience?.unref();
      course
        .run(state, async () => {
          // Not in the middle of the change that brought it about.
          await undefined;
          await errand.run(signal);
        })
        .catch((error: unknown) => {
          if (!signal.aborted) warn(`${errand.description} failed: ${error instanceof Error ? error.message : error}`);
        })
        .finally(() => {
          clearTimeout(patience);
          underWay.delete(state);
          changed();
        });
    },
    pending,
    async done() {
      if (pending()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    fallAsleep() {
      const state = course.getStore();
      if (!state || !underWay.has(state)) return undefined;
      state.asleep += 1;
      changed();
      return () => {
        state.asleep -= 1;
      };
    },
    abandon(reason) {
      abandonment.abort(reason);
      abandonment = new AbortController();
    },
  };
}
