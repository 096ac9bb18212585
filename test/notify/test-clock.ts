import type { Clock } from '../../src/clock.js';

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/** A clock that stands still until it is told to go on; then everybody wakes in order. */
export class TestClock implements Clock {
  #now = Date.UTC(2026, 2, 1);
  #sleepers: Sleeper[] = [];

  now(): number {
    return this.#now;
  }

  /** How many sleep. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper = { due: this.#now + milliseconds, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      });
    });
  }

  /** Lets time pass until nobody sleeps any more, or until a time is reached. */
  async advance(milliseconds = Number.POSITIVE_INFINITY): Promise<void> {
    const end = this.#now + milliseconds;
    await settled();
    for (;;) {
      const next = this.#sleepers.reduce<Sleeper | undefined>(
        (first, sleeper) => (first === undefined || sleeper.due < first.due ? sleeper : first),
        undefined,
      );
      if (next === undefined || next.due > end) break;
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.#now = next.due;
      next.wake();
      await settled();
    }
    if (Number.isFinite(end)) this.#now = end;
  }
}

/** Everything that can happen without time passing has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
