import type { ListDeploymentConfigsCommandInput, ListDeploymentConfigsCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { PREDEFINED_NAMES } from '../default-configuration.js';
import { page } from '../page.js';

/**
 * Lists the names of all deployment configurations, the predefined ones of every platform first.
 *
 * @throws Fault `InvalidNextTokenException`
 */
export function listDeploymentConfigs(
  input: ListDeploymentConfigsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<ListDeploymentConfigsCommandOutput> {
  const { items, nextToken } = page([...PREDEFINED_NAMES, ...Object.keys(codedeploy.configurations)], input.nextToken);
  return { deploymentConfigsList: items, nextToken };
}
