import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { BgDeployError } from '../../errors.js';
import type { EngineClock, Timeline } from './engine-clock.js';

/** Somebody who waits for an instant. */
interface Waiter {
  readonly at: number;
  readonly wake: () => void;
  readonly fail: (error: unknown) => void;
  /** Whether it will do something when it is woken, and in its own time: not a command, nor an errand of the engine. */
  readonly works: boolean;
}

/** Turns of the event loop without a request after which those who sleep are taken to have nothing to do. */
const QUIET_TURNS = 25;
/** Real milliseconds that somebody whom the clock does not know yet is given, to let others show up beside it. */
const NEWCOMER_MS = 20;
/** Real milliseconds after which somebody who was woken and did not sleep again is taken to have gone. */
const GONE_MS = 250;

/**
 * A clock that moves only while somebody waits on it: to the earliest instant that anybody waits for, event by event.
 * Several sleepers therefore wake one after the other, each at its own instant.
 *
 * Who was woken must have had the time to do its work before the clock moves on, or a poll loop and the timeout beside
 * it would both end at once. The clock waits until it sleeps again; in case it never does, until no request has come in
 * for a moment of real time.
 */
export function createVirtualClock(start: number, timeline: Timeline): EngineClock {
  const waiters = new Set<Waiter>();
  let now = start;
  let driving = false;
  /** Sleepers that were woken and have not slept again since. */
  let awake = 0;
  let newcomer = false;
  let sleepsSoFar = 0;

  async function drive(): Promise<void> {
    driving = true;
    try {
      for (let head = earliest(waiters); head; head = earliest(waiters)) {
        await stillness(head);
        step();
      }
    } catch (error) {
      for (const waiter of waiters) waiter.fail(error);
      waiters.clear();
    } finally {
      driving = false;
    }
  }

  /** To the next event or to the next instant that is waited for, whichever comes first. */
  function step(): void {
    const head = earliest(waiters);
    if (!head) return;
    const due = timeline.nextChange();
    if (due !== undefined && due <= head.at) {
      now = Math.max(now, due);
      timeline.catchUp();
      return;
    }
    now = Math.max(now, head.at);
    waiters.delete(head);
    if (head.works) awake += 1;
    head.wake();
  }

  /** Resolves when nobody has anything left to do at this instant. */
  async function stillness(head: Waiter): Promise<void> {
    const stamp = () => `${timeline.requestsSoFar()} ${sleepsSoFar}`;
    let seen = stamp();
    let since = performance.now();
    let turns = 0;
    for (;;) {
      await timeline.errandsDone();
      const patience = awake > 0 ? GONE_MS : newcomer ? NEWCOMER_MS : 0;
      // Who commands the time to move, moves it at once, unless somebody else is still at work.
      const enough = head.works || patience > 0 ? QUIET_TURNS : 0;
      const busy = timeline.requestsInFlight() > 0 || timeline.errandsPending();
      if (!busy && turns >= enough && performance.now() - since >= patience) break;
      await (patience > 0 && turns >= enough ? delay(1) : nextTurn());
      turns += 1;
      if (!busy && stamp() === seen) continue;
      seen = stamp();
      since = performance.now();
      turns = 0;
    }
    awake = 0;
    newcomer = false;
  }

  function waitFor(at: number, works: boolean, signal?: AbortSignal): Promise<void> {
    const woken = timeline.fallAsleep();
    return new Promise<void>((resolve, reject) => {
      const end = (settle: () => void) => {
        waiters.delete(waiter);
        signal?.removeEventListener('abort', onAbort);
        woken?.();
        settle();
      };
      const onAbort = () => end(() => reject(signal?.reason));
      const waiter: Waiter = {
        at,
        wake: () => end(resolve),
        fail: (error) => end(() => reject(error)),
        works: works && !woken,
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      if (waiter.works) {
        if (awake > 0) awake -= 1;
        else newcomer = true;
      }
      sleepsSoFar += 1;
      waiters.add(waiter);
      if (!driving) void drive();
    });
  }

  return {
    speed: 0,
    now: () => now,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      await waitFor(now + Math.max(0, milliseconds), true, signal);
    },
    async advance(milliseconds) {
      if (!(milliseconds >= 0) || !Number.isFinite(milliseconds)) {
        throw new BgDeployError('usage-invalid', `A clock cannot be moved by ${milliseconds} milliseconds`, {
          remedy: 'Give a number of 0 or more.',
        });
      }
      await waitFor(now + milliseconds, false);
    },
  };
}

/** Who waits for the nearest instant; somebody who waits for ever never moves the clock. */
function earliest(waiters: ReadonlySet<Waiter>): Waiter | undefined {
  let found: Waiter | undefined;
  for (const waiter of waiters) {
    if (Number.isFinite(waiter.at) && (!found || waiter.at < found.at)) found = waiter;
  }
  return found;
}
