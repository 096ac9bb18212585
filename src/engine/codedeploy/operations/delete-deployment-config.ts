import {
  type DeleteDeploymentConfigCommandInput,
  type DeleteDeploymentConfigCommandOutput,
  DeploymentConfigInUseException$,
  InvalidDeploymentConfigNameException$,
  InvalidOperationException$,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { isName } from '../application.js';
import { predefinedConfiguration } from '../default-configuration.js';
import { required } from '../missing-member.js';

/**
 * Deletes a custom deployment configuration that no group uses. One that is not there is fine.
 *
 * @throws Fault `DeploymentConfigInUseException`, `InvalidDeploymentConfigNameException`, `InvalidOperationException`
 *   for a predefined one
 */
export function deleteDeploymentConfig(
  input: DeleteDeploymentConfigCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<DeleteDeploymentConfigCommandOutput> {
  const name = required(input.deploymentConfigName, 'deploymentConfigName');
  if (!isName(name)) {
    throw new Fault(
      InvalidDeploymentConfigNameException$,
      'The deployment configuration name was specified in an invalid format.',
    );
  }
  if (predefinedConfiguration(name)) {
    throw new Fault(
      InvalidOperationException$,
      `The deployment configuration ${name} is predefined and cannot be deleted`,
    );
  }
  const groups = Object.values(codedeploy.applications).flatMap((application) => Object.values(application.groups));
  if (groups.some(({ shown }) => shown.deploymentConfigName === name)) {
    throw new Fault(DeploymentConfigInUseException$, `The deployment configuration ${name} is still in use`);
  }
  delete codedeploy.configurations[name];
  return {};
}
