import type { Facts } from './facts.js';

/**
 * The body for a program: JSON, camelCase, times in ISO 8601. `version` is 1; members may be added, a change of meaning
 * is a new version.
 */
export function documentOf(facts: Facts): string {
  return JSON.stringify({
    version: 1,
    event: facts.phase,
    at: facts.at,
    status: facts.status,
    environment: facts.environment,
    application: facts.application,
    deploymentGroup: facts.deploymentGroup,
    cluster: facts.cluster,
    service: facts.service,
    region: facts.region,
    deploymentId: facts.deploymentId,
    deploymentConfig: facts.deploymentConfig,
    description: facts.description,
    taskDefinitionArn: facts.taskDefinitionArn,
    previousTaskDefinitionArn: facts.previousTaskDefinitionArn,
    images: facts.images,
    traffic: facts.traffic,
    failedAt: facts.failedAt,
    diagnostics: facts.diagnostics,
    cause: facts.cause,
    error: facts.error,
    rolledBack: facts.rolledBack,
    rollbackDeploymentId: facts.rollbackDeploymentId,
    rollbackOf: facts.rollbackOf,
    readyUntil: facts.readyUntil,
    startedAt: facts.startedAt,
    completedAt: facts.completedAt,
    exitCode: facts.exitCode,
    consoleUrl: facts.consoleUrl,
  });
}
