import type { BatchGetDeploymentsCommandInput, BatchGetDeploymentsCommandOutput } from '@aws-sdk/client-codedeploy';
import { stored } from '../../elbv2/lookup.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { batch } from '../batch.js';
import { showDeployment } from '../deployment.js';
import { checkDeploymentId } from '../identifier.js';

/**
 * Tells about up to 25 deployments; those that are not there are left out.
 *
 * @throws Fault `InvalidDeploymentIdException`, `BatchLimitExceededException`
 */
export function batchGetDeployments(
  input: BatchGetDeploymentsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<BatchGetDeploymentsCommandOutput> {
  const found = batch(input.deploymentIds, 25).map((id) => stored(codedeploy.deployments, checkDeploymentId(id)));
  return { deploymentsInfo: found.filter((deployment) => deployment !== undefined).map(showDeployment) };
}
