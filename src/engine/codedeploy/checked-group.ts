import type { CreateDeploymentGroupCommandInput } from '@aws-sdk/client-codedeploy';
import type { Service } from '@aws-sdk/client-ecs';
import type { TrafficRouting } from '../../domain/traffic.js';
import type { CallContext } from '../operation.js';
import { DEFAULT_CONFIGURATION, routingOf } from './configuration.js';
import { checkLoadBalancer } from './group-load-balancer.js';
import { checkService } from './group-service.js';
import { checkSettings, completedBlueGreen } from './group-settings.js';
import { required } from './missing-member.js';
import type { ServiceRole } from './role.js';
import type { ApplicationRecord, KnownGroup } from './world.js';

/** A group's settings that were found in order, with what AWS adds to them. */
export interface CheckedGroup {
  readonly settings: Omit<
    KnownGroup,
    'applicationName' | 'deploymentGroupId' | 'deploymentGroupName' | 'computePlatform'
  >;
  readonly routing: TrafficRouting;
  readonly service: Service;
}

/**
 * Checks all that a group is to be.
 *
 * @param ownGroupId - the group itself, when it is changed
 * @throws Fault for the first thing that is wrong
 */
export function checkedGroup(
  { world: { codedeploy } }: CallContext,
  role: ServiceRole,
  { shown }: ApplicationRecord,
  wish: Omit<CreateDeploymentGroupCommandInput, 'applicationName' | 'deploymentGroupName'>,
  ownGroupId?: string,
): CheckedGroup {
  const serviceRoleArn = required(wish.serviceRoleArn, 'serviceRoleArn');
  checkSettings(shown.computePlatform, wish, {
    autoScalingGroups: wish.autoScalingGroups,
    ec2TagFilters: wish.ec2TagFilters,
    ec2TagSet: wish.ec2TagSet,
    onPremisesInstanceTagFilters: wish.onPremisesInstanceTagFilters,
    onPremisesTagSet: wish.onPremisesTagSet,
  });
  const deploymentConfigName = wish.deploymentConfigName ?? DEFAULT_CONFIGURATION;
  const routing = routingOf(codedeploy, deploymentConfigName);
  const loadBalancerInfo = checkLoadBalancer(role, wish.loadBalancerInfo, routing);
  const { service, ecsServices } = checkService(codedeploy, role, wish.ecsServices, ownGroupId);
  return {
    routing,
    service,
    settings: {
      deploymentConfigName,
      serviceRoleArn,
      ...(wish.triggerConfigurations ? { triggerConfigurations: wish.triggerConfigurations } : {}),
      ...(wish.alarmConfiguration ? { alarmConfiguration: wish.alarmConfiguration } : {}),
      ...(wish.autoRollbackConfiguration ? { autoRollbackConfiguration: wish.autoRollbackConfiguration } : {}),
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      blueGreenDeploymentConfiguration: completedBlueGreen(wish.blueGreenDeploymentConfiguration),
      loadBalancerInfo,
      ecsServices,
    },
  };
}
