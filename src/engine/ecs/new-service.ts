import {
  type CreateServiceCommandInput,
  type DeploymentConfiguration,
  DeploymentControllerType,
  InvalidParameterException$,
  LaunchType,
  PropagateTags,
  SchedulingStrategy,
  UnsupportedFeatureException$,
} from '@aws-sdk/client-ecs';
import { Fault } from '../fault.js';
import type { CallContext } from '../operation.js';
import { ACCOUNT } from '../world/world.js';
import { checkEnum } from './enum-member.js';
import { completedNetwork } from './network-configuration.js';
import { withTags } from './tags.js';
import type { ClusterRecord, ServiceRecord } from './world.js';

/**
 * The record of a new service, without task sets and not yet in its cluster.
 *
 * @throws Fault `InvalidParameterException`, `UnsupportedFeatureException`
 */
export function newService(
  input: CreateServiceCommandInput,
  cluster: ClusterRecord,
  { now }: CallContext,
): ServiceRecord {
  const name = input.serviceName ?? '';
  if (!/^(?!__proto__$)[a-zA-Z0-9_-]{1,255}$/.test(name)) {
    refuse('Invalid service name: letters, numbers, hyphens and underscores are allowed, up to 255.');
  }
  checkEnum('launchType', input.launchType, LaunchType);
  checkEnum('schedulingStrategy', input.schedulingStrategy, SchedulingStrategy);
  checkEnum('deploymentController.type', input.deploymentController?.type, DeploymentControllerType);
  checkEnum('propagateTags', input.propagateTags, PropagateTags);
  const desiredCount = input.desiredCount ?? 0;
  if (desiredCount < 0) refuse('desiredCount can not be negative.');
  const type = input.deploymentController?.type ?? 'ECS';
  checkController(input, type);
  return {
    controller: type,
    ...(input.clientToken ? { clientToken: input.clientToken } : {}),
    tags: withTags([], input.tags),
    taskSets: [],
    shown: {
      serviceArn: `${cluster.shown.clusterArn.replace(':cluster/', ':service/')}/${name}`,
      serviceName: name,
      clusterArn: cluster.shown.clusterArn,
      loadBalancers: input.loadBalancers ?? [],
      serviceRegistries: input.serviceRegistries ?? [],
      status: 'ACTIVE',
      desiredCount,
      ...(input.capacityProviderStrategy?.length
        ? { capacityProviderStrategy: input.capacityProviderStrategy }
        : { launchType: input.launchType ?? 'EC2' }),
      ...(input.platformVersion ? { platformVersion: input.platformVersion } : {}),
      deploymentConfiguration: initialConfiguration(input.deploymentConfiguration),
      roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
      events: [],
      createdAt: now,
      placementConstraints: input.placementConstraints ?? [],
      placementStrategy: input.placementStrategy ?? [],
      ...(input.networkConfiguration ? { networkConfiguration: completedNetwork(input.networkConfiguration) } : {}),
      ...(input.loadBalancers?.length
        ? { healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0 }
        : {}),
      schedulingStrategy: 'REPLICA',
      deploymentController: { type },
      createdBy: `arn:aws:iam::${ACCOUNT}:root`,
      enableECSManagedTags: input.enableECSManagedTags ?? false,
      propagateTags: input.propagateTags ?? 'NONE',
      enableExecuteCommand: input.enableExecuteCommand ?? false,
      availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? 'DISABLED',
    },
  };
}

function checkController(input: CreateServiceCommandInput, type: 'CODE_DEPLOY' | 'EXTERNAL' | 'ECS'): void {
  if (input.launchType && input.capacityProviderStrategy?.length) {
    refuse('Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.');
  }
  if (input.schedulingStrategy === 'DAEMON') {
    if (type !== 'ECS')
      refuse(`The DAEMON scheduling strategy is not supported with the ${type} deployment controller.`);
    throw new Fault(UnsupportedFeatureException$, 'The embedded engine does not model the DAEMON scheduling strategy.');
  }
  if (type === 'ECS') {
    const { strategy } = input.deploymentConfiguration ?? {};
    if (strategy && strategy !== 'ROLLING') {
      throw new Fault(
        UnsupportedFeatureException$,
        `The embedded engine does not model the ${strategy} strategy of the ECS deployment controller.`,
      );
    }
    return;
  }
  if (input.deploymentConfiguration?.deploymentCircuitBreaker?.enable) {
    refuse('Deployment circuit breaker feature is only supported with ECS deployment controller.');
  }
  if (input.deploymentConfiguration?.alarms?.enable) {
    refuse('Alarm based rollback feature is only supported with ECS deployment controller.');
  }
  if (type === 'CODE_DEPLOY' && input.loadBalancers?.length !== 1) {
    refuse('Exactly one load balancer is required for services with a CODE_DEPLOY deployment controller.');
  }
}

function initialConfiguration(given: DeploymentConfiguration | undefined): DeploymentConfiguration {
  return { maximumPercent: 200, minimumHealthyPercent: 100, ...given };
}

function refuse(message: string): never {
  throw new Fault(InvalidParameterException$, message);
}
