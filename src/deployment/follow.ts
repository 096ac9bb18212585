import { getDeployment } from '../aws/codedeploy/deployment.js';
import { isTerminal } from '../domain/deployment-status.js';
import type { DeploymentEvent } from './event.js';
import { eventsBetween } from './events-between.js';
import type { RollbackEnd } from './evidence.js';
import { laterLook } from './later-look.js';
import type { Observer } from './observer.js';
import { pollInterval } from './poll-interval.js';
import type { Release } from './release.js';
import { type Snapshot, takeSnapshot } from './snapshot.js';

/** How a deployment ended by CodeDeploy's word. */
export interface Ending {
  /** The last look, with a final status. */
  readonly last: Snapshot;
  /** The end of the deployment that rolled it back, where there was one. */
  readonly rollback: RollbackEnd | null;
}

/** The cause of an end, by CodeDeploy's error code, as automatic rollback is configured for. */
const ROLLBACK_CAUSE: Readonly<Record<string, string>> = {
  ALARM_ACTIVE: 'DEPLOYMENT_STOP_ON_ALARM',
  MANUAL_STOP: 'DEPLOYMENT_STOP_ON_REQUEST',
};

/** How long the rollback may take to show up where it is configured for the cause. */
const EXPECTED_ROLLBACK_MS = 30_000;
/** The same where a rollback is possible but not certain: whoever stopped the deployment may have asked for one. */
const POSSIBLE_ROLLBACK_MS = 10_000;
/** Between two looks while a rollback is on: it takes seconds. */
const ROLLBACK_POLL_MS = 1000;

/**
 * The one poll loop: looks at a deployment until it has ended, and at the deployment that rolls it back until that has
 * ended too, and tells what happened in between.
 */
export async function* follow(release: Release, observer: Observer): AsyncGenerator<DeploymentEvent, Ending> {
  const { clients, clock, signal } = observer;
  let last: Snapshot | undefined;
  const look = async () => {
    const seen = await observer.ask(() => takeSnapshot(clients, clock, release, signal));
    const next = last ? laterLook(last, seen) : seen;
    const events = eventsBetween(last, next);
    last = next;
    observer.saw(next);
    return { next, events };
  };

  let { next, events } = await look();
  yield* events;
  while (!isTerminal(next.deployment.status)) {
    await observer.pause(pollInterval(next, clock.now(), observer.random()));
    ({ next, events } = await look());
    yield* events;
  }

  const graceEnds = clock.now() + rollbackGrace(next);
  while (next.deployment.rollback.rolledBackBy === null && clock.now() < graceEnds) {
    await observer.pause(ROLLBACK_POLL_MS);
    ({ next, events } = await look());
    yield* events;
  }

  const rollbackId = next.deployment.rollback.rolledBackBy;
  if (rollbackId === null) return { last: next, rollback: null };
  for (;;) {
    const rollback = await observer.ask(() => getDeployment(clients, rollbackId, signal));
    ({ next, events } = await look());
    yield* events;
    if (isTerminal(rollback.status)) {
      const end = { rollbackDeploymentId: rollbackId, status: rollback.status };
      const at = rollback.completedAt ?? next.seenAt;
      yield { type: 'rollback.finished', at, deploymentId: release.deploymentId, ...end };
      return { last: next, rollback: { deploymentId: rollbackId, status: rollback.status } };
    }
    await observer.pause(ROLLBACK_POLL_MS);
  }
}

/**
 * How long after the end of a deployment its rollback is waited for: `rollbackInfo` appears a little after the final
 * status.
 */
export function rollbackGrace({ deployment, target }: Snapshot): number {
  if (deployment.status === 'Succeeded' || deployment.creator === 'codeDeployRollback') return 0;
  const cause = ROLLBACK_CAUSE[deployment.error?.code ?? ''] ?? 'DEPLOYMENT_FAILURE';
  const install = target?.lifecycleEvents.find(({ name }) => name === 'Install');
  // Before Install there is nothing to roll back, and CodeDeploy may not make a deployment for it.
  const installed = install?.status === 'Succeeded' || install?.status === 'Failed';
  if (deployment.autoRollbackEvents.includes(cause)) return installed ? EXPECTED_ROLLBACK_MS : POSSIBLE_ROLLBACK_MS;
  return deployment.status === 'Stopped' ? POSSIBLE_ROLLBACK_MS : 0;
}
