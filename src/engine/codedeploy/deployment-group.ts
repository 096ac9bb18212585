import {
  DeploymentGroupDoesNotExistException$,
  type DeploymentGroupInfo,
  type LastDeploymentInfo,
} from '@aws-sdk/client-codedeploy';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import { statusOf } from './deployment.js';
import { withoutContent } from './revision.js';
import type { ApplicationRecord, CodeDeployWorld, DeploymentRecord, GroupRecord } from './world.js';

/**
 * The deployment group of an application with this name.
 *
 * @throws Fault `DeploymentGroupDoesNotExistException`
 */
export function findGroup(application: ApplicationRecord, name: string | undefined): GroupRecord {
  const found = stored(application.groups, name);
  if (!found) throw new Fault(DeploymentGroupDoesNotExistException$, `No Deployment Group found for name: ${name}`);
  return found;
}

/** The deployments of a group, oldest first. */
export function deploymentsOf(world: CodeDeployWorld, groupId: string): DeploymentRecord[] {
  return Object.values(world.deployments).filter((deployment) => deployment.deploymentGroupId === groupId);
}

/** The last deployment of a group that succeeded. */
export function lastSuccessful(world: CodeDeployWorld, groupId: string): DeploymentRecord | undefined {
  return deploymentsOf(world, groupId).findLast((deployment) => statusOf(deployment) === 'Succeeded');
}

/** The deployment that keeps a group busy: CodeDeploy runs one at a time, its termination wait included. */
export function activeDeployment(world: CodeDeployWorld, groupId: string): DeploymentRecord | undefined {
  return deploymentsOf(world, groupId).find(({ phase }) => phase.name !== 'over');
}

/** A group as AWS answers it. */
export function showGroup(world: CodeDeployWorld, { shown }: GroupRecord): DeploymentGroupInfo {
  const attempted = deploymentsOf(world, shown.deploymentGroupId).at(-1);
  const successful = lastSuccessful(world, shown.deploymentGroupId);
  return {
    ...shown,
    ...(successful?.revision ? { targetRevision: withoutContent(successful.revision) } : {}),
    ...(successful ? { lastSuccessfulDeployment: showLast(successful) } : {}),
    ...(attempted ? { lastAttemptedDeployment: showLast(attempted) } : {}),
  };
}

function showLast(deployment: DeploymentRecord): LastDeploymentInfo {
  return {
    deploymentId: deployment.id,
    status: statusOf(deployment),
    createTime: deployment.createTime,
    ...(deployment.completeTime ? { endTime: deployment.completeTime } : {}),
  };
}
