import type { DeleteDeploymentGroupCommandInput, DeleteDeploymentGroupCommandOutput } from '@aws-sdk/client-codedeploy';
import { stored } from '../../elbv2/lookup.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkApplicationName } from '../application.js';
import { checkGroupName } from '../group-name.js';
import { required } from '../missing-member.js';

/** Deletes a deployment group. One that is not there is fine; a deployment that is running goes on. */
export function deleteDeploymentGroup(
  input: DeleteDeploymentGroupCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<DeleteDeploymentGroupCommandOutput> {
  const application = stored(
    codedeploy.applications,
    checkApplicationName(required(input.applicationName, 'applicationName')),
  );
  const name = checkGroupName(required(input.deploymentGroupName, 'deploymentGroupName'));
  if (application) delete application.groups[name];
  return { hooksNotCleanedUp: [] };
}
