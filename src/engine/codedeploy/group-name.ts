import {
  DeploymentGroupAlreadyExistsException$,
  InvalidDeploymentGroupNameException$,
} from '@aws-sdk/client-codedeploy';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import { isName } from './application.js';
import type { ApplicationRecord } from './world.js';

/**
 * Checks that a group can have this name.
 *
 * @throws Fault `InvalidDeploymentGroupNameException`
 */
export function checkGroupName(name: string): string {
  if (!isName(name)) {
    throw new Fault(
      InvalidDeploymentGroupNameException$,
      'The deployment group name was specified in an invalid format: 1 to 100 letters, numbers and the characters . _ + = , @ - are allowed',
    );
  }
  return name;
}

/**
 * Checks a name that a group of an application is to have.
 *
 * @throws Fault `InvalidDeploymentGroupNameException`, `DeploymentGroupAlreadyExistsException`
 */
export function checkNewGroupName(application: ApplicationRecord, name: string): string {
  checkGroupName(name);
  if (stored(application.groups, name)) {
    throw new Fault(DeploymentGroupAlreadyExistsException$, `Deployment Group already exists: ${name}`);
  }
  return name;
}
