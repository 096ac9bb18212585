import {
  type ApplicationRevisionSortBy,
  InvalidDeployedStateFilterException$,
  InvalidSortByException$,
  InvalidSortOrderException$,
  type ListApplicationRevisionsCommandInput,
  type ListApplicationRevisionsCommandOutput,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { activeDeployment, lastSuccessful } from '../deployment-group.js';
import { page } from '../page.js';
import { locationOf, withoutContent } from '../revision.js';
import type { ApplicationRecord, CodeDeployWorld, RevisionRecord } from '../world.js';

/**
 * Lists the revisions of an application, without their texts.
 *
 * @throws Fault `ApplicationDoesNotExistException`, `InvalidSortByException`, `InvalidSortOrderException`,
 *   `InvalidDeployedStateFilterException`, `InvalidNextTokenException`
 */
export function listApplicationRevisions(
  input: ListApplicationRevisionsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<ListApplicationRevisionsCommandOutput> {
  const application = findApplication(codedeploy, input.applicationName);
  const target = targetRevisions(codedeploy, application);
  const wanted = application.revisions.filter((revision) => isWanted(input.deployed, target.has(revision.sha256)));
  // Buckets and keys are of revisions in S3, which the engine has not.
  const inline = input.s3Bucket === undefined ? wanted : [];
  const { items, nextToken } = page(sorted(inline, input), input.nextToken);
  return { revisions: items.map((revision) => withoutContent(locationOf(revision))), nextToken };
}

function isWanted(deployed: ListApplicationRevisionsCommandInput['deployed'], isTarget: boolean): boolean {
  switch (deployed) {
    case undefined:
    case 'ignore':
      return true;
    case 'include':
      return isTarget;
    case 'exclude':
      return !isTarget;
    default:
      throw new Fault(InvalidDeployedStateFilterException$, `The deployed state filter is not valid: ${deployed}`);
  }
}

/** The hashes of the revisions that the application's groups run, or are to run. */
function targetRevisions(world: CodeDeployWorld, { groups }: ApplicationRecord): Set<string> {
  const ids = Object.values(groups).map(({ shown }) => shown.deploymentGroupId);
  const deployments = ids.flatMap((id) => [lastSuccessful(world, id), activeDeployment(world, id)]);
  const hashes = deployments.map((one) => one?.revision?.appSpecContent?.sha256 ?? one?.revision?.string?.sha256);
  return new Set(hashes.filter((hash) => hash !== undefined));
}

const TIMES: Readonly<Record<ApplicationRevisionSortBy, (revision: RevisionRecord) => Date | undefined>> = {
  registerTime: ({ registerTime }) => registerTime,
  firstUsedTime: ({ firstUsedTime }) => firstUsedTime,
  lastUsedTime: ({ lastUsedTime }) => lastUsedTime,
};

function sorted(
  revisions: readonly RevisionRecord[],
  { sortBy, sortOrder }: ListApplicationRevisionsCommandInput,
): RevisionRecord[] {
  if (sortOrder !== undefined && sortOrder !== 'ascending' && sortOrder !== 'descending') {
    throw new Fault(InvalidSortOrderException$, `The sort order is not valid: ${sortOrder}`);
  }
  if (sortBy === undefined) return [...revisions];
  if (!Object.hasOwn(TIMES, sortBy)) throw new Fault(InvalidSortByException$, `The sort order is not by: ${sortBy}`);
  const time = (revision: RevisionRecord) => TIMES[sortBy](revision)?.getTime() ?? 0;
  const sign = sortOrder === 'descending' ? -1 : 1;
  return [...revisions].sort((one, other) => sign * (time(one) - time(other)));
}
