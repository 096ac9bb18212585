import { ApplicationDoesNotExistException$, InvalidApplicationNameException$ } from '@aws-sdk/client-codedeploy';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import type { ApplicationRecord, CodeDeployWorld } from './world.js';

/** What the names of applications, groups and configurations are made of. */
const NAME = /^[A-Za-z0-9._+=,@-]{1,100}$/;

/** Whether CodeDeploy takes this as a name: up to 100 letters, digits and `. _ + = , @ -`. */
export function isName(name: string): boolean {
  // The one name that a plain object cannot hold; nobody calls an application so.
  return NAME.test(name) && name !== '__proto__';
}

/**
 * Checks the name of an application.
 *
 * @throws Fault `InvalidApplicationNameException`
 */
export function checkApplicationName(name: string): string {
  if (!isName(name)) {
    throw new Fault(
      InvalidApplicationNameException$,
      'The application name was specified in an invalid format: 1 to 100 letters, numbers and the characters . _ + = , @ - are allowed',
    );
  }
  return name;
}

/**
 * The application with this name.
 *
 * @throws Fault `ApplicationDoesNotExistException`
 */
export function findApplication(world: CodeDeployWorld, name: string | undefined): ApplicationRecord {
  const found = stored(world.applications, name);
  if (!found) throw new Fault(ApplicationDoesNotExistException$, `No application found for name: ${name}`);
  return found;
}
