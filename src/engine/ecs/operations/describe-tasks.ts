import {
  type DescribeTasksCommandInput,
  type DescribeTasksCommandOutput,
  InvalidParameterException$,
  TaskField,
} from '@aws-sdk/client-ecs';
import { lastSegment } from '../../../domain/arn.js';
import { stored } from '../../elbv2/lookup.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findCluster } from '../cluster.js';
import { checkEnums } from '../enum-member.js';
import { ecsArn } from '../identifier.js';
import { isForgotten } from '../task.js';

/**
 * Describes up to 100 tasks by id or ARN, stopped ones for an hour; others are failures `MISSING`.
 *
 * @throws Fault `ClusterNotFoundException`, `InvalidParameterException`
 */
export function describeTasks(
  input: DescribeTasksCommandInput,
  { world, now }: CallContext,
): Answer<DescribeTasksCommandOutput> {
  checkEnums('include', input.include, TaskField);
  const names = input.tasks ?? [];
  if (names.length === 0) throw new Fault(InvalidParameterException$, 'Tasks cannot be empty.');
  if (names.length > 100) throw new Fault(InvalidParameterException$, 'tasks can have at most 100 items.');
  const cluster = findCluster(world, input.cluster);
  const found = names.map((name) => {
    const task = stored(cluster.tasks, lastSegment(name));
    return { name, task: task && !isForgotten(task, now) ? task : undefined };
  });
  return {
    tasks: found.flatMap(({ task }) => (task ? [task.shown] : [])),
    failures: found.flatMap(({ name, task }) =>
      task
        ? []
        : [{ arn: ecsArn(world.region, `task/${cluster.shown.clusterName}/${lastSegment(name)}`), reason: 'MISSING' }],
    ),
  };
}
