import {
  type ApplicationInfo,
  type BlueGreenDeploymentConfiguration,
  type CreateDeploymentGroupCommandInput,
  DeploymentReadyAction,
  InstanceAction,
  InvalidAutoScalingGroupException$,
  InvalidBlueGreenDeploymentConfigurationException$,
  InvalidDeploymentStyleException$,
  InvalidInputException$,
  InvalidLoadBalancerInfoException$,
  InvalidRoleException$,
} from '@aws-sdk/client-codedeploy';
import { enumBreach } from '../constraint.js';
import { Fault } from '../fault.js';
import { checkAlarms, checkAutoRollback } from './alarm-and-rollback.js';
import { checkTriggers } from './trigger-check.js';

/** What a request says of a deployment group, beside its names and tags. */
export type GroupSettings = Pick<
  CreateDeploymentGroupCommandInput,
  | 'deploymentConfigName'
  | 'serviceRoleArn'
  | 'triggerConfigurations'
  | 'alarmConfiguration'
  | 'autoRollbackConfiguration'
  | 'deploymentStyle'
  | 'blueGreenDeploymentConfiguration'
  | 'loadBalancerInfo'
  | 'ecsServices'
>;

/** The members of a request that a group of EC2 instances has and one of an ECS service has not. */
type ForeignMembers = Pick<
  CreateDeploymentGroupCommandInput,
  'autoScalingGroups' | 'ec2TagFilters' | 'ec2TagSet' | 'onPremisesInstanceTagFilters' | 'onPremisesTagSet'
>;

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html: 120 hours */
const LONGEST_READY_WAIT_MINUTES = 120 * 60;

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueInstanceTerminationOption.html: 2 days */
const LONGEST_TERMINATION_WAIT_MINUTES = 2880;

/**
 * Refuses what is no deployment group of an ECS service; the load balancer and the service are checked elsewhere.
 *
 * @throws Fault `InvalidDeploymentStyleException`, `InvalidLoadBalancerInfoException` and their like
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html
 */
export function checkSettings(
  platform: ApplicationInfo['computePlatform'],
  settings: GroupSettings,
  foreign: ForeignMembers,
): void {
  if (platform !== 'ECS') refusePlatform(platform, settings);
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(settings.serviceRoleArn ?? '')) {
    throw new Fault(InvalidRoleException$, `The service role ARN is not valid: ${settings.serviceRoleArn}`);
  }
  const { deploymentType, deploymentOption } = settings.deploymentStyle ?? {};
  if (deploymentType !== 'BLUE_GREEN' || deploymentOption !== 'WITH_TRAFFIC_CONTROL') {
    throw new Fault(
      InvalidDeploymentStyleException$,
      'For ECS deployment, the deployment type must be BLUE_GREEN, and deployment option must be WITH_TRAFFIC_CONTROL.',
    );
  }
  checkBlueGreen(settings.blueGreenDeploymentConfiguration);
  checkNotForeign(foreign);
  checkAlarms(settings.alarmConfiguration);
  checkAutoRollback(settings.autoRollbackConfiguration);
  checkTriggers(settings.triggerConfigurations);
}

function refusePlatform(platform: ApplicationInfo['computePlatform'], settings: GroupSettings): never {
  const { elbInfoList, targetGroupInfoList } = settings.loadBalancerInfo ?? {};
  const controlled = settings.deploymentStyle?.deploymentOption === 'WITH_TRAFFIC_CONTROL';
  if (platform === 'Server' && controlled && !elbInfoList?.length && !targetGroupInfoList?.length) {
    throw new Fault(
      InvalidLoadBalancerInfoException$,
      'The specification for load balancing in the deployment group is invalid. The deploymentOption value is set to WITH_TRAFFIC_CONTROL, but either no load balancer was specified in elbInfoList or no target group was specified in targetGroupInfoList.',
    );
  }
  throw new Fault(
    InvalidInputException$,
    `The embedded engine models deployment groups of the compute platform ECS only, not ${platform}`,
  );
}

function checkBlueGreen(configuration: BlueGreenDeploymentConfiguration | undefined): void {
  if (!configuration) refuseBlueGreen('For ECS deployment group, blueGreenDeploymentConfiguration must be specified');
  const { deploymentReadyOption: ready, terminateBlueInstancesOnDeploymentSuccess: termination } = configuration;
  if (configuration.greenFleetProvisioningOption) {
    refuseBlueGreen('For ECS deployment group, greenFleetProvisioningOption can not be specified');
  }
  const breach =
    enumBreach('deploymentReadyOption.actionOnTimeout', ready?.actionOnTimeout, Object.values(DeploymentReadyAction)) ??
    enumBreach('terminateBlueInstancesOnDeploymentSuccess.action', termination?.action, Object.values(InstanceAction));
  if (breach) refuseBlueGreen(breach);
  const readyWait = ready?.waitTimeInMinutes ?? 0;
  if (ready?.actionOnTimeout !== 'STOP_DEPLOYMENT' && readyWait > 0) {
    refuseBlueGreen("Deployment ready action cannot be set to 'CONTINUE_DEPLOYMENT' when timeout is specified");
  }
  if (readyWait < 0 || readyWait > LONGEST_READY_WAIT_MINUTES) {
    refuseBlueGreen(`The deployment ready wait time must be between 0 and ${LONGEST_READY_WAIT_MINUTES} minutes`);
  }
  if (ready?.actionOnTimeout === 'STOP_DEPLOYMENT' && readyWait === 0) {
    refuseBlueGreen("A wait time must be specified when the deployment ready action is 'STOP_DEPLOYMENT'");
  }
  if (termination?.action === 'KEEP_ALIVE') {
    refuseBlueGreen(
      'For ECS deployment group, the original task set must be terminated: the action KEEP_ALIVE is not valid',
    );
  }
  const terminationWait = termination?.terminationWaitTimeInMinutes ?? 0;
  if (terminationWait < 0 || terminationWait > LONGEST_TERMINATION_WAIT_MINUTES) {
    refuseBlueGreen(`The termination wait time must be between 0 and ${LONGEST_TERMINATION_WAIT_MINUTES} minutes`);
  }
}

function refuseBlueGreen(message: string): never {
  throw new Fault(InvalidBlueGreenDeploymentConfigurationException$, message);
}

function checkNotForeign({ autoScalingGroups, ...filters }: ForeignMembers): void {
  if (autoScalingGroups?.length) {
    throw new Fault(
      InvalidAutoScalingGroupException$,
      'For ECS deployment group, autoScalingGroups can not be specified',
    );
  }
  const named = Object.entries(filters).find(([, filter]) => filter && (!Array.isArray(filter) || filter.length > 0));
  if (named) throw new Fault(InvalidInputException$, `For ECS deployment group, ${named[0]} can not be specified`);
}

/** The configuration with what AWS adds to it. */
export function completedBlueGreen(given: BlueGreenDeploymentConfiguration = {}): BlueGreenDeploymentConfiguration {
  return {
    terminateBlueInstancesOnDeploymentSuccess: {
      action: 'TERMINATE',
      terminationWaitTimeInMinutes: given.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes ?? 0,
    },
    deploymentReadyOption: {
      actionOnTimeout: given.deploymentReadyOption?.actionOnTimeout ?? 'CONTINUE_DEPLOYMENT',
      waitTimeInMinutes: given.deploymentReadyOption?.waitTimeInMinutes ?? 0,
    },
  };
}
