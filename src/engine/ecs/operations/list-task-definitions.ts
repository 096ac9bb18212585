import {
  type ListTaskDefinitionsCommandInput,
  type ListTaskDefinitionsCommandOutput,
  SortOrder,
  TaskDefinitionStatus,
} from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkEnum } from '../enum-member.js';
import { page } from '../page.js';

/** Lists ARNs of task definitions, ACTIVE ones unless asked otherwise; `familyPrefix` is a family's whole name. */
export function listTaskDefinitions(
  input: ListTaskDefinitionsCommandInput,
  { world }: CallContext,
): Answer<ListTaskDefinitionsCommandOutput> {
  checkEnum('status', input.status, TaskDefinitionStatus);
  checkEnum('sort', input.sort, SortOrder);
  const status = input.status ?? 'ACTIVE';
  const definitions = Object.values(world.ecs.families)
    .flatMap(({ revisions }) => Object.values(revisions).map(({ shown }) => shown))
    .filter((shown) => shown.status === status)
    .filter(({ family }) => !input.familyPrefix || family === input.familyPrefix)
    .sort((one, other) => compare(one.family, other.family) || one.revision - other.revision);
  if (input.sort === 'DESC') definitions.reverse();
  const arns = definitions.map(({ taskDefinitionArn }) => taskDefinitionArn);
  const { items, nextToken } = page(arns, input.nextToken, input.maxResults);
  return { taskDefinitionArns: items, nextToken };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
