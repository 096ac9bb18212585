import type { Clock } from '../../clock.js';

/** The engine's own time. */
export interface EngineClock extends Clock {
  /** Engine seconds per real second; 0: virtual, time moves only when it is moved. */
  readonly speed: number;
  /**
   * Moves a virtual clock, event by event; what the engine calls outside itself (hooks, mail) is waited for at each of
   * them. Resolves when everything that is due by then has happened.
   *
   * @param milliseconds - how far, 0 or more
   * @throws `BgDeployError` `usage-invalid` when the clock is not virtual or the number is negative
   */
  advance(milliseconds: number): Promise<void>;
}

/** What a virtual clock must know of the engine in order to move. */
export interface Timeline {
  /** When something next happens by itself, in milliseconds since the epoch. */
  nextChange(): number | undefined;
  /** Lets everything happen that is due by now. */
  catchUp(): void;
  /** Whether something outside the engine that it called is still at work. */
  errandsPending(): boolean;
  /** Resolves when nothing is. */
  errandsDone(): Promise<void>;
  /** Whoever calls is about to wait for the clock; see `Errands.fallAsleep`. */
  fallAsleep(): (() => void) | undefined;
  /** How many requests are being served. */
  requestsInFlight(): number;
  /** How many requests have come in so far. */
  requestsSoFar(): number;
}
