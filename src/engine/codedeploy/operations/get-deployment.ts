import type { GetDeploymentCommandInput, GetDeploymentCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findDeployment, showDeployment } from '../deployment.js';

/**
 * Tells about a deployment.
 *
 * @throws Fault `DeploymentDoesNotExistException`, `InvalidDeploymentIdException`
 */
export function getDeployment(
  input: GetDeploymentCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<GetDeploymentCommandOutput> {
  return { deploymentInfo: showDeployment(findDeployment(codedeploy, input.deploymentId)) };
}
