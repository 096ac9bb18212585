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
import type { StaticErrorSchema } from '@smithy/types';
import { Fault } from '../fault.js';

/** The exception for each member that some operation requires. Only the text about the revision was seen from AWS. */
const REQUIRED: Readonly<Record<string, readonly [StaticErrorSchema, string]>> = {
  applicationName: [ApplicationNameRequiredException$, 'Application name must be specified'],
  applicationNames: [ApplicationNameRequiredException$, 'Application names must be specified'],
  deploymentGroupName: [DeploymentGroupNameRequiredException$, 'Deployment Group name must be specified'],
  deploymentGroupNames: [DeploymentGroupNameRequiredException$, 'Deployment Group names must be specified'],
  currentDeploymentGroupName: [
    DeploymentGroupNameRequiredException$,
    'Current Deployment Group name must be specified',
  ],
  deploymentConfigName: [DeploymentConfigNameRequiredException$, 'Deployment Configuration name must be specified'],
  deploymentId: [DeploymentIdRequiredException$, 'Deployment Id must be specified.'],
  deploymentIds: [DeploymentIdRequiredException$, 'Deployment Ids must be specified.'],
  targetId: [DeploymentTargetIdRequiredException$, 'Deployment Target Id must be specified.'],
  targetIds: [DeploymentTargetIdRequiredException$, 'Deployment Target Ids must be specified.'],
  revision: [RevisionRequiredException$, 'RevisionLocation must be specified'],
  revisions: [RevisionRequiredException$, 'RevisionLocation must be specified'],
  serviceRoleArn: [RoleRequiredException$, 'Role must be specified'],
  ResourceArn: [ResourceArnRequiredException$, 'Resource ARN must be specified'],
  Tags: [TagRequiredException$, 'Tags must be specified'],
  TagKeys: [TagRequiredException$, 'Tag keys must be specified'],
};

/** How CodeDeploy refuses a request without a member that it requires. */
export function missingMember(_operation: string, member: string): Fault | undefined {
  const found = Object.hasOwn(REQUIRED, member) ? REQUIRED[member] : undefined;
  return found && new Fault(...found);
}

/**
 * The value of a member that an operation cannot do without, although the schema lets it be left out.
 *
 * @throws Fault the `…RequiredException` of the member
 */
export function required<Value>(value: Value | undefined, member: keyof typeof REQUIRED & string): Value {
  if (value !== undefined && value !== '') return value;
  throw missingMember('', member) ?? new Error(`No exception is known for a missing ${member}`);
}
