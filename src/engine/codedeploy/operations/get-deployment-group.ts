import type { GetDeploymentGroupCommandInput, GetDeploymentGroupCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { findGroup, showGroup } from '../deployment-group.js';

/**
 * Tells about a deployment group, and about its last deployments.
 *
 * @throws Fault `ApplicationDoesNotExistException`, `DeploymentGroupDoesNotExistException`
 */
export function getDeploymentGroup(
  input: GetDeploymentGroupCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<GetDeploymentGroupCommandOutput> {
  const application = findApplication(codedeploy, input.applicationName);
  return { deploymentGroupInfo: showGroup(codedeploy, findGroup(application, input.deploymentGroupName)) };
}
