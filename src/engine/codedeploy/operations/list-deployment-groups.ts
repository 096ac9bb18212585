import type { ListDeploymentGroupsCommandInput, ListDeploymentGroupsCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { page } from '../page.js';

/**
 * Lists the names of an application's groups.
 *
 * @throws Fault `ApplicationDoesNotExistException`, `InvalidNextTokenException`
 */
export function listDeploymentGroups(
  input: ListDeploymentGroupsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<ListDeploymentGroupsCommandOutput> {
  const { shown, groups } = findApplication(codedeploy, input.applicationName);
  const { items, nextToken } = page(Object.keys(groups), input.nextToken);
  return { applicationName: shown.applicationName, deploymentGroups: items, nextToken };
}
