import type { Deployment } from '../aws/codedeploy/deployment.js';
import type { DeploymentTarget } from '../aws/codedeploy/deployment-target.js';
import { isTerminal } from '../domain/deployment-status.js';
import type { Snapshot } from './snapshot.js';

/**
 * A look, with what is older in it than in the look before left out: AWS's reading operations are eventually
 * consistent, so a deployment may seem to go back to where it was moments ago.
 */
export function laterLook(previous: Snapshot, next: Snapshot): Snapshot {
  const deployment = isEarlier(next.deployment, previous) ? previous.deployment : next.deployment;
  const target = isEarlierTarget(next.target, previous.target) ? previous.target : next.target;
  return { ...next, deployment, target };
}

function isEarlier(deployment: Deployment, previous: Snapshot): boolean {
  const known = previous.deployment;
  if (rank(deployment.status) !== rank(known.status)) return rank(deployment.status) < rank(known.status);
  if (known.rollback.rolledBackBy !== null && deployment.rollback.rolledBackBy === null) return true;
  // The wait for `continue` comes before the shift, and only once.
  return deployment.status === 'Ready' && known.status !== 'Ready' && hasBegun(previous.target, 'AllowTraffic');
}

function rank(status: string): number {
  if (isTerminal(status)) return 3;
  return status === 'Created' ? 0 : status === 'Queued' ? 1 : 2;
}

function hasBegun(target: DeploymentTarget | null, event: string): boolean {
  return (target?.lifecycleEvents ?? []).some(({ name, status }) => name === event && steps(status) > 0);
}

function isEarlierTarget(target: DeploymentTarget | null, known: DeploymentTarget | null): boolean {
  if (known === null) return false;
  if (target === null) return true;
  const progress = ({ lifecycleEvents }: DeploymentTarget) =>
    lifecycleEvents.reduce((sum, { status }) => sum + steps(status), 0);
  if (progress(target) !== progress(known)) return progress(target) < progress(known);
  return target.updatedAt !== null && known.updatedAt !== null && target.updatedAt < known.updatedAt;
}

/** How far a lifecycle event has got. */
function steps(status: string): number {
  if (status === 'InProgress') return 1;
  return ['Succeeded', 'Failed', 'Skipped'].includes(status) ? 2 : 0;
}
