import {
  type ECSService,
  ECSServiceMappingLimitExceededException$,
  InvalidECSServiceException$,
} from '@aws-sdk/client-codedeploy';
import type { Service } from '@aws-sdk/client-ecs';
import { lastSegment } from '../../domain/arn.js';
import { Fault } from '../fault.js';
import type { ServiceRole } from './role.js';
import type { CodeDeployWorld } from './world.js';

/**
 * Checks the one ECS service of a group: it exists, CodeDeploy may deploy to it, and no other group does.
 *
 * @param ownGroupId - the group itself, when it is changed
 * @throws Fault `InvalidECSServiceException`, `ECSServiceMappingLimitExceededException`
 */
export function checkService(
  world: CodeDeployWorld,
  role: ServiceRole,
  services: readonly ECSService[] | undefined,
  ownGroupId?: string,
): { service: Service; ecsServices: ECSService[] } {
  const [named, ...more] = services ?? [];
  if (!named?.clusterName || !named.serviceName || more.length > 0) {
    throw new Fault(
      InvalidECSServiceException$,
      'For ECS deployment group, exactly one ECS service with a cluster name and a service name must be specified',
    );
  }
  const { clusterName, serviceName } = named;
  const service = load(role, clusterName, serviceName);
  if (service.deploymentController?.type !== 'CODE_DEPLOY') {
    throw new Fault(
      InvalidECSServiceException$,
      "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
    );
  }
  const other = groupOfService(world, clusterName, serviceName);
  if (other && other.deploymentGroupId !== ownGroupId) {
    throw new Fault(
      ECSServiceMappingLimitExceededException$,
      `The ECS service ${serviceName} in the cluster ${clusterName} already belongs to the deployment group ${other.deploymentGroupName} of the application ${other.applicationName}`,
    );
  }
  return { service, ecsServices: [{ serviceName, clusterName }] };
}

function load(role: ServiceRole, clusterName: string, serviceName: string): Service {
  try {
    const [service] = role.describeServices({ cluster: clusterName, services: [serviceName] }).services ?? [];
    if (service?.status === 'ACTIVE') return service;
    return refuse(clusterName, serviceName, 'Service not found.');
  } catch (error) {
    if (error instanceof Fault && error.schema !== InvalidECSServiceException$) {
      return refuse(clusterName, serviceName, error.message);
    }
    throw error;
  }
}

function refuse(cluster: string, service: string, cause: string): never {
  throw new Fault(
    InvalidECSServiceException$,
    `Could not load ECS service information for cluster: ${cluster}, service: ${service}. Cause: ${cause}`,
  );
}

/** Names and ARNs mix in requests, so the last segments are compared. */
function groupOfService(world: CodeDeployWorld, cluster: string, service: string) {
  const groups = Object.values(world.applications).flatMap((application) => Object.values(application.groups));
  return groups
    .map(({ shown }) => shown)
    .find(({ ecsServices: [owned] }) =>
      owned
        ? lastSegment(owned.clusterName ?? '') === lastSegment(cluster) &&
          lastSegment(owned.serviceName ?? '') === lastSegment(service)
        : false,
    );
}
