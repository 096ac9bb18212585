import type { DeploymentEvent, DeploymentResult } from './event.js';
import { type Evidence, gatherEvidence } from './evidence.js';
import type { Ending } from './follow.js';
import type { Observer } from './observer.js';
import { trafficOf } from './snapshot.js';
import { type Intent, verdict } from './verdict.js';

/** Weights and task sets may lag behind the status by moments. */
const LAG = { every: 2000, for: 20_000 } as const;
/** New targets are `initial` until they have passed a few health checks. */
const STARTING = { every: 5000, for: 120_000 } as const;

/**
 * Gathers the evidence about a deployment that has ended and passes the verdict. Doubts are looked into again for a
 * while before they count.
 */
export async function* conclude(
  ending: Ending,
  observer: Observer,
  intent: Intent = 'release',
): AsyncGenerator<DeploymentEvent, DeploymentResult> {
  const { clients, clock, signal } = observer;
  const began = clock.now();
  for (;;) {
    const evidence = await observer.ask(() => gatherEvidence(clients, ending.last, ending.rollback, signal));
    const result = verdict(evidence, new Date(clock.now()), intent);
    const recheck = tasksAreStarting(evidence) ? STARTING : LAG;
    if (result.exitCode !== 4 || clock.now() - began >= recheck.for) {
      const told = trafficOf(ending.last.target) ?? { blue: 100, green: 0 };
      if (result.traffic !== null && result.traffic.green !== told.green) {
        yield { type: 'traffic.shifted', at: result.at, deploymentId: result.deploymentId, ...result.traffic };
      }
      yield result;
      return result;
    }
    await clock.sleep(recheck.every, signal);
  }
}

function tasksAreStarting({ last, serving }: Evidence): boolean {
  if (last.deployment.status !== 'Succeeded' || !serving?.service || !serving.primary) return false;
  const { desired } = serving.service;
  return serving.primary.running < desired || (serving.health !== null && serving.health.healthy < desired);
}
