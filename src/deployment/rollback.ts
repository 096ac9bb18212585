import { listDeploymentIds, getDeployment as readDeployment } from '../aws/codedeploy/deployment.js';
import { type Clock, systemClock } from '../clock.js';
import { ACTIVE_STATUSES, isTerminal } from '../domain/deployment-status.js';
import { BgDeployError } from '../errors.js';
import { activeDeploymentRemedy } from '../preflight/group-checks.js';
import { conclude } from './conclude.js';
import type { DeploymentEvent } from './event.js';
import { follow } from './follow.js';
import { readRelease } from './get-deployment.js';
import { createHandle, type DeploymentHandle, deadlineAfter } from './handle.js';
import { createObserver, type WatchOptions } from './observer.js';
import { type RollbackOptions, redeploy } from './redeploy.js';
import { stop } from './stop.js';

export type { RollbackOptions };

/**
 * Goes back. A deployment in progress is stopped and its traffic sent back; if it succeeds before the stop arrives, or
 * had ended already, the last revision that was deployed successfully before it is deployed again. Nothing is
 * deregistered, and revision numbers are not counted down.
 *
 * The handle's result has exit code 0 and `rolledBack` when the version that was to come back has all the traffic.
 *
 * @throws `BgDeployError` `nothing-to-roll-back`, `preflight-failed`, `deployment-in-progress`, `usage-invalid`, `aws-…`
 */
export async function rollback(options: RollbackOptions): Promise<DeploymentHandle> {
  const { clients, clock = systemClock, signal } = options;
  const deadline = deadlineAfter(options.timeout, clock);
  const running = await findRunning(options);
  if (running === undefined) return redeploy(options, clock, deadline);
  if (options.to !== undefined) {
    throw new BgDeployError('deployment-in-progress', `deployment ${running} is in progress`, {
      remedy: `Without --to it is stopped and traffic goes back to what served before.\n${activeDeploymentRemedy(running)}`,
      resource: running,
    });
  }
  const release = await readRelease(clients, running, signal);
  await stop({ clients, deploymentId: running, rollback: true, signal });
  const stream = (watching: WatchOptions) => takeBack(watching, { ...options, deploymentId: running }, clock);
  return createHandle({ clients, clock, release, deadline, stream, attached: true });
}

/** The deployment to stop; `undefined`: nothing is in progress. */
async function findRunning({ clients, target, deploymentId, signal }: RollbackOptions): Promise<string | undefined> {
  const [id = undefined] = deploymentId
    ? [deploymentId]
    : await listDeploymentIds(clients, target, { statuses: ACTIVE_STATUSES }, signal);
  if (id === undefined) return undefined;
  const deployment = await readDeployment(clients, id, signal);
  if (isTerminal(deployment.status)) return undefined;
  // A rollback that is on its way needs no second one: it is watched.
  return deployment.rollback.rollsBack ?? id;
}

async function* takeBack(
  watching: WatchOptions,
  options: RollbackOptions,
  clock: Clock,
): AsyncGenerator<DeploymentEvent, void> {
  const observer = createObserver(watching);
  const ending = yield* follow(watching.release, observer);
  if (ending.last.deployment.status !== 'Succeeded') {
    yield* conclude(ending, observer, 'take-back');
    return;
  }
  // The stop lost the race, so what it was to prevent has happened and must be undone.
  const second = await redeploy({ ...options, signal: watching.signal }, clock, watching.deadline);
  yield* second.events({ signal: watching.signal });
}
