import type { DeploymentResult } from '../deployment/event.js';
import type { DeploymentHandle } from '../deployment/handle.js';
import type { Release } from '../deployment/release.js';
import type { Io } from './io.js';
import type { Session } from './session.js';

/** Where a deployment stands when nobody waits for its end: one that was only just made has not begun. */
export async function resultSoFar(handle: DeploymentHandle, session: Session, io: Io): Promise<DeploymentResult> {
  const { clients, config, clock } = session;
  const created = createdResult(handle.release, new Date(clock.now()));
  if (!handle.attached) return created;
  const { deploymentStatus } = await import('../deployment/status.js');
  const { id: deploymentId } = handle;
  const report = await deploymentStatus({ clients, target: config, deploymentId, clock, signal: io.signal });
  const { status, startedAt, completedAt, traffic, rollbackDeploymentId } = report;
  return { ...created, status, startedAt, completedAt, traffic, rollbackDeploymentId };
}

function createdResult(release: Release, at: Date): DeploymentResult {
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
