import type { AwsClients } from '../aws/clients.js';
import { type Deployment, getDeployment, getDeployments, listDeploymentIds } from '../aws/codedeploy/deployment.js';
import { type DeploymentGroup, getDeploymentGroup } from '../aws/codedeploy/deployment-group.js';
import { ACTIVE_STATUSES } from '../domain/deployment-status.js';
import { BgDeployError } from '../errors.js';
import type { ReleaseTarget } from './release.js';

/** A deployment that somebody wants to see. */
export interface Subject {
  readonly deployment: Deployment;
  readonly group: DeploymentGroup;
  /** Whether what the load balancer does now is its doing. */
  readonly isLatest: boolean;
}

interface Question {
  readonly clients: AwsClients;
  readonly target: ReleaseTarget;
  readonly deploymentId?: string;
  readonly signal?: AbortSignal;
}

/**
 * The deployment that was named; otherwise the one in progress, or the latest, of a group.
 *
 * @throws `BgDeployError` `aws-not-found` when there is none
 */
export async function findSubject({ clients, target, deploymentId, signal }: Question): Promise<Subject> {
  if (deploymentId !== undefined) {
    const deployment = await getDeployment(clients, deploymentId, signal);
    const group = await getDeploymentGroup(clients, deployment, signal);
    const last = group.lastAttempted;
    const isLatest =
      !last?.createdAt ||
      last.createdAt <= deployment.createdAt ||
      last.deploymentId === deployment.rollback.rolledBackBy;
    return { deployment, group, isLatest };
  }
  const [group, active] = await Promise.all([
    getDeploymentGroup(clients, target, signal),
    listDeploymentIds(clients, target, { statuses: ACTIVE_STATUSES }, signal),
  ]);
  const latest = await latestDeployment(clients, target, active[0] ?? group.lastAttempted?.deploymentId, signal);
  // CodeDeploy's own rollback is the end of the story of the deployment that it rolls back.
  const subject = latest.rollback.rollsBack;
  const deployment = subject === null ? latest : await getDeployment(clients, subject, signal);
  return { deployment, group, isLatest: true };
}

async function latestDeployment(
  clients: AwsClients,
  target: ReleaseTarget,
  id: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Deployment> {
  if (id !== undefined) return getDeployment(clients, id, signal);
  const ids = await listDeploymentIds(clients, target, {}, signal);
  const latest = (await getDeployments(clients, ids, signal)).at(-1);
  if (latest) return latest;
  throw new BgDeployError('aws-not-found', `the deployment group ${target.deploymentGroup} has no deployment yet`, {
    remedy: 'Start one: bg-deploy start',
    resource: target.deploymentGroup,
  });
}
