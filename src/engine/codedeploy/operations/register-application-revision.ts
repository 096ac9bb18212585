import type {
  RegisterApplicationRevisionCommandInput,
  RegisterApplicationRevisionCommandOutput,
} from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { readRevision, register } from '../revision.js';

/**
 * Registers a revision with an application.
 *
 * @throws Fault `ApplicationDoesNotExistException`, `InvalidRevisionException`
 */
export function registerApplicationRevision(
  input: RegisterApplicationRevisionCommandInput,
  { world: { codedeploy }, now }: CallContext,
): Answer<RegisterApplicationRevisionCommandOutput> {
  const application = findApplication(codedeploy, input.applicationName);
  const revision = register(application, readRevision(input.revision), now);
  if (input.description !== undefined) revision.description = input.description;
  return {};
}
