import type { AwsClients } from '../aws/clients.js';
import { describeService, primaryTaskSet } from '../aws/ecs/service.js';
import type { Clock } from '../clock.js';
import type { BootstrapEvent } from './event.js';

/** DescribeServices has its own generous bucket, and Fargate takes half a minute and more to start a task. */
const POLL_INTERVAL = 5_000;

/** What to wait for, and how long. */
export interface SteadyWait {
  readonly clients: AwsClients;
  readonly cluster: string;
  readonly service: string;
  readonly clock: Clock;
  /** Milliseconds on the clock after which the wait ends as `service.unsteady`. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/**
 * Waits until the PRIMARY task set runs as many tasks as it shall, all healthy. Not the SDK's `waitUntilServicesStable`:
 * it looks at `deployments`, which belong to another deployment controller.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
 */
export async function waitUntilSteady(wait: SteadyWait): Promise<BootstrapEvent> {
  const { clients, cluster, service, clock, timeout, signal } = wait;
  const deadline = clock.now() + timeout;
  for (;;) {
    const found = await describeService(clients, cluster, service, signal);
    const primary = found === null ? undefined : primaryTaskSet(found);
    const steady = primary?.stability === 'STEADY_STATE';
    if (steady || clock.now() >= deadline) {
      return {
        type: steady ? 'service.steady' : 'service.unsteady',
        at: new Date(clock.now()),
        service,
        running: primary?.running ?? 0,
        desired: primary?.desired ?? found?.desired ?? 0,
      };
    }
    await clock.sleep(Math.min(POLL_INTERVAL, deadline - clock.now()), signal);
  }
}
