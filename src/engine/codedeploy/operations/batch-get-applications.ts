import type { BatchGetApplicationsCommandInput, BatchGetApplicationsCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { batch } from '../batch.js';

/**
 * Tells about up to 100 applications.
 *
 * @throws Fault `ApplicationDoesNotExistException`, `BatchLimitExceededException`
 */
export function batchGetApplications(
  input: BatchGetApplicationsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<BatchGetApplicationsCommandOutput> {
  return {
    applicationsInfo: batch(input.applicationNames, 100).map((name) => findApplication(codedeploy, name).shown),
  };
}
