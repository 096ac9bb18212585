import {
  DesiredStatus,
  InvalidParameterException$,
  LaunchType,
  type ListTasksCommandInput,
  type ListTasksCommandOutput,
} from '@aws-sdk/client-ecs';
import { lastSegment } from '../../../domain/arn.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { findService } from '../ecs-service.js';
import { checkEnum } from '../enum-member.js';
import { page } from '../page.js';
import { isForgotten } from '../task.js';

/**
 * Lists the ARNs of a cluster's tasks, those that are to run unless `desiredStatus` says STOPPED. `startedBy` takes a
 * task set's id and must be the only filter.
 *
 * @throws Fault `ClusterNotFoundException`, `ServiceNotFoundException`, `InvalidParameterException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
 */
export function listTasks(input: ListTasksCommandInput, { world, now }: CallContext): Answer<ListTasksCommandOutput> {
  checkEnum('desiredStatus', input.desiredStatus, DesiredStatus);
  checkEnum('launchType', input.launchType, LaunchType);
  const cluster = findCluster(world, input.cluster);
  const { startedBy, serviceName, family, containerInstance, launchType } = input;
  if (startedBy && (serviceName || family || containerInstance)) {
    throw new Fault(InvalidParameterException$, 'When startedBy is specified, it must be the only filter.');
  }
  const service = serviceName ? findService(cluster, serviceName).shown.serviceName : undefined;
  const status = input.desiredStatus ?? 'RUNNING';
  const arns = Object.values(cluster.tasks)
    .filter((task) => !isForgotten(task, now))
    .filter(({ shown }) => shown.desiredStatus === status)
    .filter((task) => service === undefined || task.serviceName === service)
    .filter(({ shown }) => !startedBy || shown.startedBy === startedBy)
    .filter(({ shown }) => !launchType || shown.launchType === launchType)
    .filter(({ shown }) => !family || lastSegment(shown.taskDefinitionArn).split(':')[0] === family)
    .filter(
      ({ shown }) =>
        !containerInstance || lastSegment(shown.containerInstanceArn ?? '') === lastSegment(containerInstance),
    )
    .map(({ shown }) => shown.taskArn);
  const { items, nextToken } = page(arns, input.nextToken, input.maxResults);
  return { taskArns: items, nextToken };
}
