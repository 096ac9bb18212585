import type { AwsClients } from '../aws/clients.js';
import { type Clock, systemClock } from '../clock.js';
import type { Check } from '../preflight/check.js';
import { conclude } from './conclude.js';
import { continueWait, type Wait } from './continue.js';
import type { DeploymentEvent, DeploymentResult } from './event.js';
import { follow } from './follow.js';
import { createObserver, type WatchOptions } from './observer.js';
import type { Release } from './release.js';
import { stop } from './stop.js';
import type { Intent } from './verdict.js';

/**
 * A deployment, for somebody who waits for it or steers it. It lives in AWS: a handle that is thrown away, or whose
 * process dies, changes nothing about it, and `getDeployment` makes another one.
 */
export interface DeploymentHandle {
  readonly id: string;
  /** What stays the same about the deployment. */
  readonly release: Release;
  /** What preflight found that did not keep it from being started. */
  readonly warnings: readonly Check[];
  /** Whether it was started elsewhere, and earlier, than this handle was made. */
  readonly attached: boolean;
  /**
   * What happens, in order, until the deployment has ended; the last event is the result. Each call watches anew from
   * the beginning, with what AWS still tells of it.
   *
   * @throws `BgDeployError` `wait-timed-out`, `contact-lost`, `aws-…`; the signal's reason when it is aborted
   */
  events(options?: Signal): AsyncIterable<DeploymentEvent>;
  /** The verdict; a deployment that did not succeed is a result too. Throws as `events` does. */
  result(options?: Signal): Promise<DeploymentResult>;
  /** Asks CodeDeploy to stop it. A deployment that has ended meanwhile is left as it is. */
  stop(options: { readonly rollback: boolean } & Signal): Promise<void>;
  /**
   * Ends a wait.
   *
   * @throws `BgDeployError` `nothing-to-continue` when it is not at that wait
   */
  continue(options: { readonly wait: Wait } & Signal): Promise<void>;
}

interface Signal {
  readonly signal?: AbortSignal;
}

/** What a handle is made of. */
export interface HandleParts extends Omit<WatchOptions, 'signal'> {
  readonly intent?: Intent;
  readonly warnings?: readonly Check[];
  readonly attached?: boolean;
  /** Makes the stream; by default the deployment is followed to its end and judged. */
  readonly stream?: (options: WatchOptions) => AsyncGenerator<DeploymentEvent, void>;
}

/** A handle of a deployment that exists. */
export function createHandle(parts: HandleParts): DeploymentHandle {
  const { clients, release, intent = 'release', warnings = [], attached = false } = parts;
  const { deploymentId } = release;
  let known: DeploymentResult | undefined;
  const stream = parts.stream ?? ((options: WatchOptions) => watch(options, intent));

  async function* events({ signal }: Signal = {}): AsyncGenerator<DeploymentEvent, void> {
    for await (const event of stream({ ...parts, ...(signal ? { signal } : {}) })) {
      if (event.type === 'result') known = event;
      yield event;
    }
  }

  return {
    id: deploymentId,
    release,
    warnings,
    attached,
    events,
    async result(options) {
      if (known) return known;
      for await (const event of events(options)) if (event.type === 'result') return event;
      throw new Error(`the stream of ${deploymentId} ended without a result`);
    },
    async stop({ rollback, signal }) {
      await stop({ clients, deploymentId, rollback, ...(signal ? { signal } : {}) });
    },
    async continue({ wait, signal }) {
      await continueWait({ clients, deploymentId, wait, ...(signal ? { signal } : {}) });
    },
  };
}

/**
 * Watches a deployment to its end: events as they are seen, the verdict as the last one. Watching neither moves nor
 * stops anything; a second watcher elsewhere comes to the same verdict.
 */
export async function* watch(options: WatchOptions, intent: Intent = 'release'): AsyncGenerator<DeploymentEvent, void> {
  const observer = createObserver(options);
  const ending = yield* follow(options.release, observer);
  yield* conclude(ending, observer, intent);
}

/** When waiting that begins now ends; `undefined`: never. */
export function deadlineAfter(timeout: number | undefined, clock: Clock = systemClock): number | undefined {
  return timeout === undefined ? undefined : clock.now() + timeout;
}

/** What every function that gives a handle takes. */
export interface HandleOptions {
  readonly clients: AwsClients;
  /** @defaultValue the machine's own clock */
  readonly clock?: Clock;
  /** Milliseconds, from now, after which waiting ends with `wait-timed-out`. @defaultValue never */
  readonly timeout?: number;
  /** Ends this call, not the deployment. */
  readonly signal?: AbortSignal;
}
