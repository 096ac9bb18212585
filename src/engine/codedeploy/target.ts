import {
  DeploymentNotStartedException$,
  type DeploymentTarget,
  DeploymentTargetDoesNotExistException$,
  type ECSTaskSet,
  InvalidDeploymentTargetIdException$,
  type TargetStatus,
} from '@aws-sdk/client-codedeploy';
import type { TaskSet } from '@aws-sdk/client-ecs';
import { Fault } from '../fault.js';
import { statusOf } from './deployment.js';
import { routesOfListener, shareOf } from './listener-traffic.js';
import { greenAndBlue } from './observed-sets.js';
import type { ServiceRole } from './role.js';
import { productionListener } from './traffic-listener.js';
import type { DeployedSet, DeploymentRecord } from './world.js';

/** The id of the one target that an ECS deployment has. */
export function targetIdOf({ cluster, service }: DeploymentRecord): string {
  return `${cluster}:${service}`;
}

/**
 * Refuses to speak of the target of a deployment that has not begun.
 *
 * @throws Fault `DeploymentNotStartedException`
 */
export function checkStarted(deployment: DeploymentRecord): void {
  if (statusOf(deployment) === 'Created') {
    throw new Fault(DeploymentNotStartedException$, `The deployment ${deployment.id} has not started yet`);
  }
}

/**
 * The target of a deployment, as AWS answers it.
 *
 * @throws Fault `InvalidDeploymentTargetIdException`, `DeploymentTargetDoesNotExistException`
 */
export function showTarget(deployment: DeploymentRecord, targetId: string, role: ServiceRole): DeploymentTarget {
  if (!/^[^:]+:[^:]+$/.test(targetId)) {
    throw new Fault(InvalidDeploymentTargetIdException$, `The target id ${targetId} is not in the valid format`);
  }
  if (targetId !== targetIdOf(deployment)) {
    throw new Fault(
      DeploymentTargetDoesNotExistException$,
      `The target ${targetId} does not exist in the deployment ${deployment.id}`,
    );
  }
  return {
    deploymentTargetType: 'ECSTarget',
    ecsTarget: {
      deploymentId: deployment.id,
      targetId,
      ...(deployment.parts ? { targetArn: deployment.parts.serviceArn } : {}),
      lastUpdatedAt: deployment.updatedAt,
      lifecycleEvents: deployment.events.map(({ name, status, startTime, endTime }) => ({
        lifecycleEventName: name,
        ...(startTime ? { startTime } : {}),
        ...(endTime ? { endTime } : {}),
        status,
      })),
      status: targetStatus(deployment),
      taskSetsInfo: deployment.lastSets ?? showTaskSets(deployment, role),
    },
  };
}

/** The status of the target: it knows no `Stopped`. */
export function targetStatus(deployment: DeploymentRecord): TargetStatus {
  const status = statusOf(deployment);
  switch (status) {
    case 'Succeeded':
    case 'Ready':
      return status;
    case 'Failed':
    case 'Stopped':
      return 'Failed';
    case 'Created':
    case 'Queued':
      return 'Pending';
    case 'InProgress':
    case 'Baking':
      return 'InProgress';
  }
}

/** The task sets as ECS has them now, with the share of the production traffic that each has. */
export function showTaskSets(deployment: DeploymentRecord, role: ServiceRole): ECSTaskSet[] {
  const { parts } = deployment;
  if (!parts) return [];
  const observed = greenAndBlue(deployment, role);
  const share = trafficShare(deployment, role);
  const show = (label: 'Blue' | 'Green', known: DeployedSet, set: TaskSet | undefined): ECSTaskSet[] =>
    set
      ? [
          {
            identifer: known.id,
            desiredCount: set.computedDesiredCount ?? 0,
            pendingCount: set.pendingCount ?? 0,
            runningCount: set.runningCount ?? 0,
            status: statusOfSet(set.status),
            trafficWeight: share(known.targetGroup.arn),
            targetGroup: { name: known.targetGroup.name },
            taskSetLabel: label,
          },
        ]
      : [];
  return [
    ...show('Blue', parts.blue, observed.blue),
    ...(parts.green ? show('Green', parts.green, observed.green) : []),
  ];
}

function statusOfSet(status: string | undefined): 'PRIMARY' | 'ACTIVE' | 'DRAINING' {
  return status === 'PRIMARY' || status === 'DRAINING' ? status : 'ACTIVE';
}

/** How the first of the routes that follow the shift divides its traffic. */
function trafficShare({ parts, group }: DeploymentRecord, role: ServiceRole): (groupArn: string) => number {
  try {
    const routes = routesOfListener(role, productionListener(group.loadBalancerInfo));
    const followed = routes.find(({ route }) => route.arn === parts?.routes[0]?.arn);
    return (groupArn) => shareOf(followed?.actions ?? [], groupArn);
  } catch (error) {
    // The listener is gone: no group has any of its traffic.
    if (error instanceof Fault) return () => 0;
    throw error;
  }
}
