import { isNotFound, isRefusal, mayPass, wasThrottled } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { type Clock, systemClock } from '../clock.js';
import { contactLost, contactRefused, waitTimedOut } from './going-on.js';
import { backOff } from './poll-interval.js';
import type { Release } from './release.js';
import type { Snapshot } from './snapshot.js';

/** How a deployment is waited for. */
export interface WatchOptions {
  readonly clients: AwsClients;
  readonly release: Release;
  /** @defaultValue the machine's own clock */
  readonly clock?: Clock;
  /** Ends the watching, not the deployment. */
  readonly signal?: AbortSignal;
  /** Time on the clock, in milliseconds since the epoch, at which waiting ends with `wait-timed-out`. */
  readonly deadline?: number;
  /** From 0 to 1; spreads the polls of several watchers. @defaultValue `Math.random` */
  readonly random?: () => number;
}

/** How long AWS may be out of reach before watching gives up. */
const CONTACT_LIMIT_MINUTES = 5;

/** Somebody who looks at a deployment again and again: patient with AWS, bound to a deadline, stoppable. */
export interface Observer {
  readonly clients: AwsClients;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /**
   * Asks AWS something, again and again while what keeps it from answering may pass: also while it does not know a
   * deployment that was only just created.
   *
   * @throws `BgDeployError` `contact-lost`; at once where it will not pass, as with a missing permission
   */
  ask<Answer>(question: () => Promise<Answer>): Promise<Answer>;
  /**
   * Waits before the next look.
   *
   * @throws `BgDeployError` `wait-timed-out` at the deadline; the signal's reason when it is aborted
   */
  pause(milliseconds: number): Promise<void>;
  random(): number;
  /** What was seen last, for the sentences of those errors. */
  saw(snapshot: Snapshot): void;
}

/** An {@link Observer} of one deployment. */
export function createObserver(options: WatchOptions): Observer {
  const { clients, release, clock = systemClock, signal, deadline, random = Math.random } = options;
  const { deploymentId } = release;
  let last: Snapshot | undefined;

  async function pause(milliseconds: number): Promise<void> {
    const left = deadline === undefined ? Number.POSITIVE_INFINITY : deadline - clock.now();
    await clock.sleep(Math.max(0, Math.min(milliseconds, left)), signal);
    if (milliseconds >= left) throw waitTimedOut(deploymentId, last);
  }

  return {
    clients,
    clock,
    signal,
    random,
    pause,
    saw(snapshot) {
      last = snapshot;
    },
    async ask(question) {
      let since: number | undefined;
      for (let failures = 1; ; failures++) {
        try {
          return await question();
        } catch (error) {
          signal?.throwIfAborted();
          if (!mayPass(error) && !isNotFound(error)) {
            throw isRefusal(error) ? contactRefused(deploymentId, last, error) : error;
          }
          since ??= clock.now();
          if (clock.now() - since >= CONTACT_LIMIT_MINUTES * 60_000) {
            throw contactLost(deploymentId, last, CONTACT_LIMIT_MINUTES, error);
          }
          await pause(backOff(failures, wasThrottled(error), random()));
        }
      }
    },
  };
}
