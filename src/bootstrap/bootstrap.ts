import type { AwsClients } from '../aws/clients.js';
import type { Clock } from '../clock.js';
import { applyPlan, dryRunResult } from './apply.js';
import type { BootstrapEvent } from './event.js';
import { observe } from './observe.js';
import { planBootstrap } from './plan.js';
import { waitUntilSteady } from './steady.js';
import type { BootstrapWish } from './wish.js';

/** What {@link bootstrap} works with. */
export interface BootstrapOptions {
  readonly clients: AwsClients;
  readonly wish: BootstrapWish;
  readonly clock: Clock;
  /** Looks and plans only. Default `false`. */
  readonly dryRun?: boolean;
  /** Milliseconds to wait for the tasks of a service that was created. Default 0: they start on their own. */
  readonly waitForService?: number;
  readonly signal?: AbortSignal;
}

/**
 * Creates what the wish names and the account lacks, so that a first deployment can be started. What exists is kept,
 * also what an earlier run that was cut short has left; running it again does nothing. Roles are not made: CodeDeploy's
 * and the tasks' are somebody's decision.
 *
 * @returns the events; the last one is the result
 * @throws BgDeployError `preflight-failed` where something exists that cannot serve; nothing was changed then
 * @example
 * ```ts
 * const wish = bootstrapWish(config, artifacts);
 * for await (const event of bootstrap({ clients, wish, clock: systemClock })) console.log(event);
 * ```
 */
export async function* bootstrap(options: BootstrapOptions): AsyncGenerator<BootstrapEvent, void, undefined> {
  const { clients, wish, clock, dryRun = false, waitForService = 0, signal } = options;
  const observed = await observe(clients, wish, signal);
  const plan = planBootstrap(wish, observed);
  if (dryRun) {
    yield dryRunResult(wish, observed, plan, new Date(clock.now()));
    return;
  }
  const result = yield* applyPlan({ clients, wish, observed, plan, clock, ...(signal ? { signal } : {}) });
  const created = plan.steps.some(({ resource, action }) => resource === 'service' && action === 'create');
  if (created && waitForService > 0) {
    const { cluster, service } = wish;
    yield await waitUntilSteady({ clients, cluster, service, clock, timeout: waitForService, signal });
  }
  yield { ...result, at: new Date(clock.now()) };
}
