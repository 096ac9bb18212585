import {
  ClientException$,
  type DescribeTaskDefinitionCommandInput,
  type DescribeTaskDefinitionCommandOutput,
  TaskDefinitionField,
} from '@aws-sdk/client-ecs';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkEnums } from '../enum-member.js';
import { taskDefinitionNamed } from '../task-definition.js';

/**
 * Describes a task definition, INACTIVE ones among them; a family alone names its latest ACTIVE revision.
 *
 * @throws Fault `ClientException`, `InvalidParameterException`
 */
export function describeTaskDefinition(
  input: DescribeTaskDefinitionCommandInput,
  { world }: CallContext,
): Answer<DescribeTaskDefinitionCommandOutput> {
  checkEnums('include', input.include, TaskDefinitionField);
  const found = taskDefinitionNamed(world, input.taskDefinition ?? '');
  if (!found) throw new Fault(ClientException$, 'Unable to describe task definition.');
  return { taskDefinition: found.shown, ...(input.include?.includes('TAGS') ? { tags: found.tags } : {}) };
}
