import type { GetApplicationCommandInput, GetApplicationCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';

/**
 * Tells about an application.
 *
 * @throws Fault `ApplicationDoesNotExistException`
 */
export function getApplication(
  input: GetApplicationCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<GetApplicationCommandOutput> {
  return { application: findApplication(codedeploy, input.applicationName).shown };
}
