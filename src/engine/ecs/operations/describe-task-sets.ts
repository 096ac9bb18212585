import {
  type DescribeTaskSetsCommandInput,
  type DescribeTaskSetsCommandOutput,
  TaskSetField,
} from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { findActiveService } from '../ecs-service.js';
import { checkEnums } from '../enum-member.js';
import { checkTakesTaskSets, showTaskSet, taskSetNamed } from '../task-set.js';

/**
 * Describes the task sets that are named, or all of a service; one that is not there is a failure `MISSING`.
 *
 * @throws Fault `ClusterNotFoundException`, `ServiceNotFoundException`, `ServiceNotActiveException`
 */
export function describeTaskSets(
  input: DescribeTaskSetsCommandInput,
  { world }: CallContext,
): Answer<DescribeTaskSetsCommandOutput> {
  checkEnums('include', input.include, TaskSetField);
  const cluster = findCluster(world, input.cluster);
  const service = findActiveService(cluster, input.service);
  checkTakesTaskSets(service);
  const names = input.taskSets?.length ? input.taskSets : service.taskSets.map(({ shown }) => shown.id);
  const found = names.map((name) => ({ name, set: taskSetNamed(service, name) }));
  const withTags = input.include?.includes('TAGS') ?? false;
  return {
    taskSets: found.flatMap(({ set }) => {
      if (!set) return [];
      const { tags, ...shown } = showTaskSet(cluster, service, set);
      return [withTags ? { ...shown, tags } : shown];
    }),
    failures: found.flatMap(({ name, set }) => (set ? [] : [{ arn: name, reason: 'MISSING' }])),
  };
}
