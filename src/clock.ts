import { setTimeout as delay } from 'node:timers/promises';

/**
 * Time as a collaborator: everything that waits takes one, so that a test, or a rehearsal on a sped-up engine, decides
 * how long a minute lasts.
 */
export interface Clock {
  /** The time now, in milliseconds since the epoch. */
  now(): number;
  /**
   * Waits.
   *
   * @param milliseconds - how long, on this clock
   * @param signal - ends the wait early; the promise then rejects with the signal's reason
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    signal?.throwIfAborted();
    try {
      await delay(milliseconds, undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};

/**
 * A clock that runs faster than the machine's, for an engine that was told to (`--speed 60`: a minute lasts a second).
 *
 * @param speed - seconds of this clock per second of the machine's, more than 0
 * @param offset - milliseconds by which this clock is ahead at the moment of the call
 */
export function acceleratedClock(speed: number, offset = 0): Clock {
  const origin = Date.now();
  return {
    now: () => origin + offset + (Date.now() - origin) * speed,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / speed, signal),
  };
}
