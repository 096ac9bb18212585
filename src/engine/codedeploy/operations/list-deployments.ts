import {
  DeploymentStatus,
  InvalidDeploymentStatusException$,
  InvalidTimeRangeException$,
  type ListDeploymentsCommandInput,
  type ListDeploymentsCommandOutput,
  type TimeRange,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findApplication } from '../application.js';
import { statusOf } from '../deployment.js';
import { deploymentsOf, findGroup } from '../deployment-group.js';
import { required } from '../missing-member.js';
import { page } from '../page.js';
import type { CodeDeployWorld, DeploymentRecord } from '../world.js';

/**
 * Lists the ids of deployments, newest first: those of a group, or all.
 *
 * @throws Fault `ApplicationNameRequiredException`, `DeploymentGroupNameRequiredException` when only one of the two is
 *   given; `InvalidDeploymentStatusException`, `InvalidTimeRangeException`, `InvalidNextTokenException`
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeployments.html
 */
export function listDeployments(
  input: ListDeploymentsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<ListDeploymentsCommandOutput> {
  const known: readonly string[] = Object.values(DeploymentStatus);
  const statuses = input.includeOnlyStatuses ?? [];
  const unknown = statuses.find((status) => !known.includes(status));
  if (unknown) throw new Fault(InvalidDeploymentStatusException$, `The deployment status is not valid: ${unknown}`);
  checkRange(input.createTimeRange);
  const ids = candidates(input, codedeploy)
    .filter((deployment) => statuses.length === 0 || statuses.includes(statusOf(deployment)))
    .filter(({ createTime }) => isWithin(createTime, input.createTimeRange))
    // An external id belongs to a deployment that CloudFormation made.
    .filter(() => input.externalId === undefined)
    .map(({ id }) => id)
    .reverse();
  const { items, nextToken } = page(ids, input.nextToken);
  return { deployments: items, nextToken };
}

function candidates(input: ListDeploymentsCommandInput, world: CodeDeployWorld): DeploymentRecord[] {
  if (input.applicationName === undefined && input.deploymentGroupName === undefined) {
    return Object.values(world.deployments);
  }
  const application = findApplication(world, required(input.applicationName, 'applicationName'));
  const group = findGroup(application, required(input.deploymentGroupName, 'deploymentGroupName'));
  return deploymentsOf(world, group.shown.deploymentGroupId);
}

function checkRange(range: TimeRange | undefined): void {
  if (range?.start && range.end && range.start > range.end) {
    throw new Fault(InvalidTimeRangeException$, 'The start of the time range is later than its end');
  }
}

function isWithin(time: Date, range: TimeRange | undefined): boolean {
  return (!range?.start || time >= range.start) && (!range?.end || time <= range.end);
}
