import { appSpecSha256 } from '../appspec/render.js';
import { listDeploymentIds, getDeployment as readDeployment } from '../aws/codedeploy/deployment.js';
import { getAppSpecText } from '../aws/codedeploy/revision.js';
import { type Clock, systemClock } from '../clock.js';
import { ACTIVE_STATUSES, isTerminal } from '../domain/deployment-status.js';
import { BgDeployError } from '../errors.js';
import { activeDeploymentRemedy } from '../preflight/group-checks.js';
import { blueTaskSet, type Observation } from '../preflight/observation.js';
import { observe } from '../preflight/observe.js';
import { preflight, refuseFaults } from '../preflight/preflight.js';
import { withTaskDefinition } from './appspec-text.js';
import { conclude } from './conclude.js';
import { createOnce, newRunKey } from './create.js';
import { renderDescription } from './description.js';
import type { DeploymentEvent } from './event.js';
import { findWayBack, type WayBack } from './find-rollback-target.js';
import { follow } from './follow.js';
import { readRelease } from './get-deployment.js';
import { createHandle, type DeploymentHandle, deadlineAfter, type HandleOptions } from './handle.js';
import { createObserver, type WatchOptions } from './observer.js';
import { namesOf, type ReleaseTarget, shortTaskDefinition } from './release.js';
import { stop } from './stop.js';
import { waitUntilDrained } from './turn.js';

/** What to take back, and to what. */
export interface RollbackOptions extends HandleOptions {
  readonly target: ReleaseTarget;
  /** Default: the deployment in progress, otherwise whatever serves now. */
  readonly deploymentId?: string;
  /** A deployment id, or a task definition (`family:revision` or ARN), instead of the last success. */
  readonly to?: string;
  /** A sentence for the deployment's description. */
  readonly reason?: string;
  /**
   * How traffic moves when an earlier version is deployed again.
   * @defaultValue `CodeDeployDefault.ECSAllAtOnce`, as in CodeDeploy's own rollbacks: a version that is known to be good
   * is not tried out while a bad one serves
   */
  readonly deploymentConfig?: string;
  /** Told of what the rollback waits for before it can begin. */
  readonly onWaiting?: (reason: string) => void;
}

const ALL_AT_ONCE = 'CodeDeployDefault.ECSAllAtOnce';

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
  return createHandle({ clients, clock, release, deadline, stream });
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

/** Deploys an earlier version again. */
async function redeploy(
  options: RollbackOptions,
  clock: Clock,
  deadline: number | undefined,
): Promise<DeploymentHandle> {
  const { clients, signal, reason } = options;
  const target = namesOf(options.target);
  const deploymentConfig = options.deploymentConfig ?? ALL_AT_ONCE;
  const look = () => observe({ clients, target, deploymentConfig, signal });
  let observation = await look();
  const draining = preflight(observation).find(({ id, ok }) => id === 'draining' && !ok);
  if (draining) {
    options.onWaiting?.(`${draining.message}; waiting until it is gone`);
    await waitUntilDrained(options, clock, deadline);
    observation = await look();
  }
  const checks = preflight(observation);
  refuseFaults(checks);

  const way = await findWayBack(
    { clients, target, observation, deploymentId: options.deploymentId, to: options.to, signal },
    clock.now(),
  );
  const content = await appSpecFor(way, observation, options);
  const serving = blueTaskSet(observation)?.taskDefinitionArn ?? null;
  const short = shortTaskDefinition(way.taskDefinitionArn);
  const run = newRunKey();
  const description = renderDescription([`rollback to ${short}`, reason].filter(Boolean).join(': '), {
    run,
    restores: way.deployment?.id ?? short,
    ...(serving ? { from: shortTaskDefinition(serving) } : {}),
  });
  const created = await createOnce(
    clients,
    clock,
    { ...target, deploymentConfig, description, appSpec: { content, sha256: appSpecSha256(content) } },
    run,
    signal,
  );
  if (created.kind === 'busy') {
    const id = created.activeDeploymentId;
    throw new BgDeployError('deployment-in-progress', `deployment ${id ?? 'of somebody else'} was quicker`, {
      remedy: id === null ? 'Run the rollback again.' : activeDeploymentRemedy(id),
    });
  }
  const release = {
    ...target,
    deploymentId: created.deploymentId,
    deploymentConfig,
    routing: observation.deploymentConfig?.routing ?? null,
    taskDefinitionArn: way.taskDefinitionArn,
    previousTaskDefinitionArn: serving,
    description,
  };
  const warnings = checks.filter(({ ok, severity }) => !ok && severity === 'warning');
  return createHandle({ clients, clock, release, deadline, warnings, intent: 'restore' });
}

/** The AppSpec of the deployment that is put back; where there is none, the current one with the other definition. */
async function appSpecFor(way: WayBack, observation: Observation, options: RollbackOptions): Promise<string> {
  const { clients, target, signal } = options;
  if (way.deployment) {
    const text = await getAppSpecText(clients, target.application, way.deployment.revision, signal);
    if (text !== null) return text;
  }
  const blue = blueTaskSet(observation);
  const current = blue?.deploymentId ? await readDeployment(clients, blue.deploymentId, signal) : null;
  const text = current && (await getAppSpecText(clients, target.application, current.revision, signal));
  const replaced = text ? withTaskDefinition(text, way.taskDefinitionArn) : null;
  if (replaced !== null) return replaced;
  if (blue?.containerName && blue.containerPort !== null) {
    return minimalAppSpec(way.taskDefinitionArn, blue.containerName, blue.containerPort);
  }
  throw new BgDeployError('nothing-to-roll-back', 'the AppSpec of what serves now is not known', {
    remedy: 'Release the earlier version with `bg-deploy start`.',
    resource: target.deploymentGroup,
  });
}

/** Everything else the new task set takes from the service. */
function minimalAppSpec(taskDefinition: string, containerName: string, containerPort: number): string {
  const properties = {
    TaskDefinition: taskDefinition,
    LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
  };
  const resources = [{ TargetService: { Type: 'AWS::ECS::Service', Properties: properties } }];
  return `{"version":0.0,"Resources":${JSON.stringify(resources)}}`;
}
