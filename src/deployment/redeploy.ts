import { appSpecSha256 } from '../appspec/sha256.js';
import { getDeployment as readDeployment } from '../aws/codedeploy/deployment.js';
import { getAppSpecText } from '../aws/codedeploy/revision.js';
import type { Clock } from '../clock.js';
import { BgDeployError } from '../errors.js';
import { activeDeploymentRemedy } from '../preflight/group-checks.js';
import { blueTaskSet, type Observation } from '../preflight/observation.js';
import { observe } from '../preflight/observe.js';
import { preflight, refuseFaults } from '../preflight/preflight.js';
import { withTaskDefinition } from './appspec-text.js';
import { createOnce, newRunKey } from './create.js';
import { renderDescription } from './description.js';
import { findWayBack, type WayBack } from './find-rollback-target.js';
import { createHandle, type DeploymentHandle, type HandleOptions } from './handle.js';
import { namesOf, type ReleaseTarget, shortTaskDefinition } from './release.js';
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

/** Deploys an earlier version again. */
export async function redeploy(
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
