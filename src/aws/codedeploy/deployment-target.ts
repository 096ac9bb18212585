import { type ECSTarget, GetDeploymentTargetCommand } from '@aws-sdk/client-codedeploy';
import { isBgDeployError } from '../../errors.js';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';
import { isException } from '../exception.js';

/** The one target of an ECS deployment: its lifecycle events and task sets. */
export interface DeploymentTarget {
  readonly status: string;
  readonly updatedAt: Date | null;
  /** In the order in which CodeDeploy runs them. */
  readonly lifecycleEvents: readonly LifecycleEvent[];
  readonly taskSets: readonly TargetTaskSet[];
}

/** A lifecycle event. */
export interface LifecycleEvent {
  readonly name: string;
  /** CodeDeploy's word: `Pending`, `InProgress`, `Succeeded`, `Failed`, `Skipped`, `Unknown`. */
  readonly status: string;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly diagnostics: string | null;
}

/** A task set as CodeDeploy tells of it. */
export interface TargetTaskSet {
  /** `ecs-svc/…` */
  readonly id: string;
  /** `Blue`: the original; `Green`: the replacement. */
  readonly label: string;
  /** `PRIMARY`, `ACTIVE`, `DRAINING` */
  readonly status: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Percent of production traffic. */
  readonly trafficWeight: number;
  readonly targetGroup: string | null;
}

/** The id of the one target that a deployment to an ECS service has. */
export function ecsTargetId(cluster: string, service: string): string {
  return `${cluster}:${service}`;
}

/**
 * The target of a deployment; `null` while CodeDeploy has not come to it: a deployment that was just created has none.
 */
export async function getDeploymentTarget(
  clients: AwsClients,
  deploymentId: string,
  targetId: string,
  signal?: AbortSignal,
): Promise<DeploymentTarget | null> {
  const question = { service: 'codedeploy', operation: 'GetDeploymentTarget', resource: deploymentId } as const;
  try {
    const { deploymentTarget } = await asking(question, signal, () =>
      clients.codedeploy.send(new GetDeploymentTargetCommand({ deploymentId, targetId }), { abortSignal: signal }),
    );
    return deploymentTarget?.ecsTarget ? parseTarget(deploymentTarget.ecsTarget) : null;
  } catch (error) {
    const cause = isBgDeployError(error) ? error.cause : error;
    if (isException(cause, 'DeploymentNotStarted', 'DeploymentTargetDoesNotExist')) return null;
    throw error;
  }
}

/** SDK shape to domain type. */
export function parseTarget(target: ECSTarget): DeploymentTarget {
  return {
    status: target.status ?? 'Unknown',
    updatedAt: target.lastUpdatedAt ?? null,
    lifecycleEvents: (target.lifecycleEvents ?? []).map((event) => ({
      name: event.lifecycleEventName ?? '',
      status: event.status ?? 'Unknown',
      startedAt: event.startTime ?? null,
      endedAt: event.endTime ?? null,
      diagnostics: event.diagnostics?.message || event.diagnostics?.logTail || null,
    })),
    taskSets: (target.taskSetsInfo ?? []).map((taskSet, position) => ({
      // Spelt so in CodeDeploy's API.
      id: taskSet.identifer ?? '',
      // Targets of older deployments have no labels; the original task set comes first.
      label: taskSet.taskSetLabel ?? (position === 0 ? 'Blue' : 'Green'),
      status: taskSet.status ?? 'Unknown',
      desired: Number(taskSet.desiredCount ?? 0),
      running: Number(taskSet.runningCount ?? 0),
      pending: Number(taskSet.pendingCount ?? 0),
      trafficWeight: taskSet.trafficWeight ?? 0,
      targetGroup: taskSet.targetGroup?.name ?? null,
    })),
  };
}
