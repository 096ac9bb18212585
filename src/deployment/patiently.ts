import { wasThrottled } from '../aws/aws-error.js';
import type { Clock } from '../clock.js';
import { backOff } from './poll-interval.js';

/** How somebody waits who is throttled. */
export interface Patience {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Told why nothing goes on for now. */
  readonly onWaiting?: (reason: string) => void;
}

/** Throttling passes within moments; who is throttled for longer shall hear of it. */
const LIMIT_MS = 2 * 60_000;

/**
 * Asks AWS again while it only asks to be asked less often: that is no reason to give up a release before it has begun.
 *
 * @throws what `ask` throws; `aws-throttled` after two minutes
 */
export async function patiently<Answer>(
  { clock, signal, onWaiting }: Patience,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const began = clock.now();
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (error) {
      const wait = backOff(failures, true, Math.random());
      if (!wasThrottled(error) || clock.now() + wait - began > LIMIT_MS) throw error;
      onWaiting?.(`AWS asks to be asked less often; trying again in ${Math.round(wait / 1000)} s`);
      await clock.sleep(wait, signal);
    }
  }
}
