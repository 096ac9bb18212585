import type { DeploymentResult } from '../deployment/event.js';
import type { Release } from '../deployment/release.js';
import type { DeploymentReport } from '../deployment/status.js';

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
    // It has only just been created: production traffic has not moved.
    traffic: { blue: 100, green: 0 },
    rolledBack: false,
    rollbackDeploymentId: null,
    cause: null,
    error: null,
    exitCode: 0,
  };
}

/** What there is to say of a deployment that was asked to go back and is not waited for. */
export function stoppingResult(report: DeploymentReport, release: Release, at: Date): DeploymentResult {
  return {
    ...createdResult(release, at),
    status: report.status,
    startedAt: report.startedAt,
    completedAt: report.completedAt,
    traffic: report.traffic,
    rollbackDeploymentId: report.rollbackDeploymentId,
  };
}
