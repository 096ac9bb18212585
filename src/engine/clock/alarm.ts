import type { EngineClock } from './engine-clock.js';

/** The one timer of an engine whose clock runs by itself. */
export interface Alarm {
  /** @param due - engine time; `undefined`: nothing to wait for */
  set(due: number | undefined): void;
}

/** Node's timers cannot wait longer (about 25 days); an alarm that rings too early is set again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * @param ring - called when the time has come, or earlier when it is too far away for one timer
 */
export function createAlarm(clock: EngineClock, ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(due) {
      clearTimeout(timer);
      timer = undefined;
      if (due === undefined) return;
      const wait = Math.ceil(Math.max(0, due - clock.now()) / clock.speed);
      timer = setTimeout(ring, Math.min(wait, LONGEST_TIMER_MS));
      // The server keeps the process alive, as long as it is there.
      timer.unref();
    },
  };
}
