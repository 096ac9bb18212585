import type {
  CreateApplicationCommandInput,
  CreateDeploymentGroupCommandInput,
  UpdateDeploymentGroupCommandInput,
} from '@aws-sdk/client-codedeploy';
import type { KnownArns } from './known-arns.js';
import type { ObservedPair } from './observed.js';
import { ROLLBACK_EVENTS } from './plan-codedeploy.js';
import { type BootstrapWish, DEFAULT_DEPLOYMENT_CONFIG } from './wish.js';

/** Without the platform CodeDeploy makes an application for servers, which refuses every ECS deployment group. */
export function applicationRequest(wish: BootstrapWish): CreateApplicationCommandInput {
  return { applicationName: wish.application, computePlatform: 'ECS' };
}

/** The deployment group with everything that CodeDeploy needs for ECS. */
export function deploymentGroupRequest(
  wish: BootstrapWish,
  known: KnownArns,
  pair: ObservedPair,
): CreateDeploymentGroupCommandInput {
  return {
    applicationName: wish.application,
    deploymentGroupName: wish.deploymentGroup,
    serviceRoleArn: wish.codeDeployRoleArn ?? known.defaultRole(),
    // CodeDeploy's own default is a configuration for EC2.
    deploymentConfigName: wish.deploymentConfig ?? DEFAULT_DEPLOYMENT_CONFIG,
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    blueGreenDeploymentConfiguration: waits(wish),
    autoRollbackConfiguration: { enabled: true, events: [...ROLLBACK_EVENTS] },
    ecsServices: [{ clusterName: wish.cluster, serviceName: wish.service }],
    loadBalancerInfo: {
      targetGroupPairInfoList: [
        {
          targetGroups: [{ name: pair.blue.name }, { name: pair.green.name }],
          prodTrafficRoute: { listenerArns: [known.require('production-listener')] },
          testTrafficRoute: { listenerArns: [known.require('test-listener')] },
        },
      ],
    },
  };
}

/** Only what bootstrap may mend; what is not sent (alarms, triggers, the pair) stays as it is. */
export function deploymentGroupUpdate(wish: BootstrapWish): UpdateDeploymentGroupCommandInput {
  return {
    applicationName: wish.application,
    currentDeploymentGroupName: wish.deploymentGroup,
    ...(wish.deploymentConfig ? { deploymentConfigName: wish.deploymentConfig } : {}),
    ...(wish.codeDeployRoleArn ? { serviceRoleArn: wish.codeDeployRoleArn } : {}),
    blueGreenDeploymentConfiguration: waits(wish),
    autoRollbackConfiguration: { enabled: true, events: [...ROLLBACK_EVENTS] },
  };
}

/**
 * CodeDeploy refuses `CONTINUE_DEPLOYMENT` together with a wait: a ready wait always ends in a stop, unless somebody
 * continues.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentReadyOption.html
 */
function waits(wish: BootstrapWish): CreateDeploymentGroupCommandInput['blueGreenDeploymentConfiguration'] {
  return {
    deploymentReadyOption: {
      actionOnTimeout: wish.readyWaitMinutes > 0 ? 'STOP_DEPLOYMENT' : 'CONTINUE_DEPLOYMENT',
      waitTimeInMinutes: wish.readyWaitMinutes,
    },
    terminateBlueInstancesOnDeploymentSuccess: {
      action: 'TERMINATE',
      terminationWaitTimeInMinutes: wish.terminationWaitMinutes,
    },
  };
}
