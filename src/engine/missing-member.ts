import {
  ApplicationNameRequiredException$,
  DeploymentConfigNameRequiredException$,
  DeploymentGroupNameRequiredException$,
  DeploymentIdRequiredException$,
  DeploymentTargetIdRequiredException$,
  ResourceArnRequiredException$,
  RevisionRequiredException$,
  RoleRequiredException$,
  TagRequiredException$,
} from '@aws-sdk/client-codedeploy';
import { ClientException$, InvalidParameterException$ } from '@aws-sdk/client-ecs';
import type { StaticErrorSchema } from '@smithy/types';
import { Fault } from './fault.js';

/**
 * How CodeDeploy refuses a request without a member that it requires: it has an exception for most of them
 * (https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html#API_CreateDeploymentGroup_Errors).
 * The texts are modelled on the one that was seen, "RevisionLocation must be specified"
 * (https://github.com/aws/aws-cli/issues/4256).
 */
export function codedeployMissingMember(_operation: string, member: string): Fault | undefined {
  const required = CODEDEPLOY[member];
  return required && new Fault(required[0], `${required[1]} must be specified`);
}

const CODEDEPLOY: Readonly<Record<string, readonly [StaticErrorSchema, string] | undefined>> = {
  applicationName: [ApplicationNameRequiredException$, 'Application name'],
  applicationNames: [ApplicationNameRequiredException$, 'Application names'],
  deploymentGroupName: [DeploymentGroupNameRequiredException$, 'Deployment group name'],
  deploymentGroupNames: [DeploymentGroupNameRequiredException$, 'Deployment group names'],
  currentDeploymentGroupName: [DeploymentGroupNameRequiredException$, 'Current deployment group name'],
  deploymentConfigName: [DeploymentConfigNameRequiredException$, 'Deployment config name'],
  deploymentId: [DeploymentIdRequiredException$, 'Deployment ID'],
  deploymentIds: [DeploymentIdRequiredException$, 'Deployment IDs'],
  targetId: [DeploymentTargetIdRequiredException$, 'Target ID'],
  targetIds: [DeploymentTargetIdRequiredException$, 'Target IDs'],
  revision: [RevisionRequiredException$, 'RevisionLocation'],
  revisions: [RevisionRequiredException$, 'RevisionLocation'],
  serviceRoleArn: [RoleRequiredException$, 'Service role ARN'],
  ResourceArn: [ResourceArnRequiredException$, 'Resource ARN'],
  Tags: [TagRequiredException$, 'Tags'],
  TagKeys: [TagRequiredException$, 'Tag keys'],
};

/** How ECS refuses a request without a member that it requires: as if the member were there and empty. */
export function ecsMissingMember(operation: string, member: string): Fault {
  if (operation === 'RegisterTaskDefinition') {
    return new Fault(ClientException$, REGISTRATION[member] ?? `${capitalized(member)} should not be null or empty.`);
  }
  return new Fault(InvalidParameterException$, `${capitalized(member)} cannot be empty.`);
}

const REGISTRATION: Readonly<Record<string, string | undefined>> = {
  containerDefinitions: 'Container list cannot be empty.',
};

function capitalized(member: string): string {
  return member.charAt(0).toUpperCase() + member.slice(1);
}
