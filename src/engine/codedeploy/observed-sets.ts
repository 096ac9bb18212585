import type { TaskSet } from '@aws-sdk/client-ecs';
import { Fault } from '../fault.js';
import type { ServiceRole } from './role.js';
import type { DeploymentRecord } from './world.js';

/** The two task sets of a deployment as ECS has them now; absent where there is none any more, or none yet. */
export function greenAndBlue(
  { parts, cluster, service }: DeploymentRecord,
  role: ServiceRole,
): { blue: TaskSet | undefined; green: TaskSet | undefined } {
  const sets = taskSets(role, cluster, service);
  return {
    blue: sets.find(({ id }) => id === parts?.blue.id),
    green: parts?.green && sets.find(({ id }) => id === parts.green?.id),
  };
}

function taskSets(role: ServiceRole, cluster: string, service: string): TaskSet[] {
  try {
    return role.describeServices({ cluster, services: [service] }).services?.[0]?.taskSets ?? [];
  } catch (error) {
    // The cluster is gone, and the task sets with it.
    if (error instanceof Fault) return [];
    throw error;
  }
}
