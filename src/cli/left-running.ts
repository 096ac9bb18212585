import type { DeploymentResult } from '../deployment/event.js';
import type { Release } from '../deployment/release.js';

/** What there is to say of a deployment that was created and is not waited for. */
export function createdResult(release: Release, at: Date): DeploymentResult {
  return {
    type: 'result',
    at,
    deploymentId: release.deploymentId,
    status: 'Created',
    application: release.application,
    deploymentGroup: release.deploymentGroup,
    cluster: release.cluster,
    service: release.service,
    taskDefinitionArn: release.taskDefinitionArn,
    previousTaskDefinitionArn: release.previousTaskDefinitionArn,
    startedAt: null,
    completedAt: null,
    traffic: null,
    rolledBack: false,
    rollbackDeploymentId: null,
    error: null,
    exitCode: 0,
  };
}
