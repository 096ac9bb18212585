import type {
  GetApplicationRevisionCommandInput,
  GetApplicationRevisionCommandOutput,
} from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { findRevision, locationOf, readRevision } from '../revision.js';
import { revisionInfo } from '../revision-info.js';

/**
 * Gives a revision by its hash, with the text of its AppSpec, which no other operation gives.
 *
 * @throws Fault `ApplicationDoesNotExistException`, `RevisionDoesNotExistException`, `InvalidRevisionException`
 */
export function getApplicationRevision(
  input: GetApplicationRevisionCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<GetApplicationRevisionCommandOutput> {
  const application = findApplication(codedeploy, input.applicationName);
  const revision = findRevision(application, readRevision(input.revision));
  return {
    applicationName: application.shown.applicationName,
    revision: locationOf(revision),
    revisionInfo: revisionInfo(revision),
  };
}
