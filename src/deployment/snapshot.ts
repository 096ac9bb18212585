import type { AwsClients } from '../aws/clients.js';
import { type Deployment, getDeployment } from '../aws/codedeploy/deployment.js';
import { type DeploymentTarget, ecsTargetId, getDeploymentTarget } from '../aws/codedeploy/deployment-target.js';
import type { Clock } from '../clock.js';
import type { Traffic } from '../domain/traffic.js';
import type { Release } from './release.js';

/** One look at a deployment. */
export interface Snapshot {
  readonly release: Release;
  readonly seenAt: Date;
  readonly deployment: Deployment;
  /** `null` until CodeDeploy has begun. */
  readonly target: DeploymentTarget | null;
}

/** A deployment with one of these statuses has no target yet, so that question is saved. */
const NOT_BEGUN: ReadonlySet<string> = new Set(['Created', 'Queued']);

/**
 * Looks at a deployment, with two requests. The deployment is asked for before its target, so what the target says is
 * never older than the status: a final status comes with final lifecycle events.
 */
export async function takeSnapshot(
  clients: AwsClients,
  clock: Clock,
  release: Release,
  signal?: AbortSignal,
): Promise<Snapshot> {
  const deployment = await getDeployment(clients, release.deploymentId, signal);
  const target = NOT_BEGUN.has(deployment.status)
    ? null
    : await getDeploymentTarget(clients, release.deploymentId, ecsTargetId(release.cluster, release.service), signal);
  return { release, seenAt: new Date(clock.now()), deployment, target };
}

/** Where production traffic goes, as CodeDeploy's task sets say; `null` while nothing is known. */
export function trafficOf(target: DeploymentTarget | null): Traffic | null {
  const weightOf = (label: string) => {
    const labelled = (target?.taskSets ?? []).filter((taskSet) => taskSet.label === label);
    return labelled.length === 0 ? undefined : labelled.reduce((sum, { trafficWeight }) => sum + trafficWeight, 0);
  };
  const blue = weightOf('Blue');
  const green = weightOf('Green');
  // A task set that is gone serves nothing: the other one answers for the pair.
  if (green !== undefined && (green > 0 || blue === 100)) return { blue: 100 - green, green };
  if (blue !== undefined && blue > 0) return { blue, green: 100 - blue };
  return null;
}
