import type {
  BatchGetApplicationRevisionsCommandInput,
  BatchGetApplicationRevisionsCommandOutput,
} from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { batch } from '../batch.js';
import { locationOf, readRevision, registered } from '../revision.js';
import { revisionInfo } from '../revision-info.js';

/**
 * Gives up to 25 revisions of an application; those that are not registered stand in the error message.
 *
 * @throws Fault `ApplicationDoesNotExistException`, `InvalidRevisionException`, `BatchLimitExceededException`
 */
export function batchGetApplicationRevisions(
  input: BatchGetApplicationRevisionsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<BatchGetApplicationRevisionsCommandOutput> {
  const application = findApplication(codedeploy, input.applicationName);
  const named = batch(input.revisions, 25).map(readRevision);
  const missing = named.filter((revision) => !registered(application, revision)).map(({ sha256 }) => sha256);
  return {
    applicationName: application.shown.applicationName,
    ...(missing.length > 0 ? { errorMessage: `The revisions are not registered: ${missing.join(', ')}` } : {}),
    revisions: named
      .map((revision) => registered(application, revision))
      .filter((revision) => revision !== undefined)
      .map((revision) => ({ revisionLocation: locationOf(revision), genericRevisionInfo: revisionInfo(revision) })),
  };
}
