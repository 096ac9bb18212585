import {
  ApplicationAlreadyExistsException$,
  type UpdateApplicationCommandInput,
  type UpdateApplicationCommandOutput,
} from '@aws-sdk/client-codedeploy';
import { stored } from '../../elbv2/lookup.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkApplicationName, findApplication } from '../application.js';
import { required } from '../missing-member.js';

/**
 * Gives an application another name; its groups and deployments go with it.
 *
 * @throws Fault `ApplicationDoesNotExistException`, `ApplicationAlreadyExistsException`,
 *   `InvalidApplicationNameException`
 */
export function updateApplication(
  input: UpdateApplicationCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<UpdateApplicationCommandOutput> {
  const { applications, deployments } = codedeploy;
  const oldName = required(input.applicationName, 'applicationName');
  const application = findApplication(codedeploy, oldName);
  const name = checkApplicationName(required(input.newApplicationName, 'applicationName'));
  if (name === oldName) return {};
  if (stored(applications, name)) {
    throw new Fault(ApplicationAlreadyExistsException$, `Application already exists: ${name}`);
  }
  application.shown.applicationName = name;
  for (const { shown } of Object.values(application.groups)) shown.applicationName = name;
  for (const deployment of Object.values(deployments)) {
    if (deployment.applicationName === oldName) deployment.applicationName = name;
  }
  applications[name] = application;
  delete applications[oldName];
  return {};
}
