import type { GetDeploymentConfigCommandInput, GetDeploymentConfigCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findConfiguration } from '../configuration.js';
import { required } from '../missing-member.js';

/**
 * Tells about a deployment configuration, predefined or custom.
 *
 * @throws Fault `DeploymentConfigDoesNotExistException`
 */
export function getDeploymentConfig(
  input: GetDeploymentConfigCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<GetDeploymentConfigCommandOutput> {
  const name = required(input.deploymentConfigName, 'deploymentConfigName');
  return { deploymentConfigInfo: findConfiguration(codedeploy, name) };
}
