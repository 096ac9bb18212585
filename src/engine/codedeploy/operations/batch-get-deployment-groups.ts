import type {
  BatchGetDeploymentGroupsCommandInput,
  BatchGetDeploymentGroupsCommandOutput,
} from '@aws-sdk/client-codedeploy';
import { stored } from '../../elbv2/lookup.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { batch } from '../batch.js';
import { showGroup } from '../deployment-group.js';
import { checkGroupName } from '../group-name.js';

/**
 * Tells about up to 100 groups of an application; those that are not there stand in the error message.
 *
 * @throws Fault `ApplicationDoesNotExistException`, `BatchLimitExceededException`
 */
export function batchGetDeploymentGroups(
  input: BatchGetDeploymentGroupsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<BatchGetDeploymentGroupsCommandOutput> {
  const application = findApplication(codedeploy, input.applicationName);
  const names = batch(input.deploymentGroupNames, 100).map(checkGroupName);
  const groups = names.map((name) => stored(application.groups, name)).filter((group) => group !== undefined);
  const missing = names.filter((name) => !stored(application.groups, name));
  return {
    deploymentGroupsInfo: groups.map((group) => showGroup(codedeploy, group)),
    ...(missing.length > 0 ? { errorMessage: `No Deployment Group found for name: ${missing.join(', ')}` } : {}),
  };
}
