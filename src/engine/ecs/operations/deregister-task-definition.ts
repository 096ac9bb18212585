import {
  ClientException$,
  type DeregisterTaskDefinitionCommandInput,
  type DeregisterTaskDefinitionCommandOutput,
  InvalidParameterException$,
} from '@aws-sdk/client-ecs';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { readReference, taskDefinitionNamed } from '../task-definition.js';

/**
 * Deregisters one revision: it becomes INACTIVE and can still be described; what runs it goes on.
 *
 * @throws Fault `ClientException`, `InvalidParameterException`
 */
export function deregisterTaskDefinition(
  input: DeregisterTaskDefinitionCommandInput,
  { world, now }: CallContext,
): Answer<DeregisterTaskDefinitionCommandOutput> {
  const reference = input.taskDefinition ?? '';
  if (readReference(reference).revision === undefined) {
    throw new Fault(InvalidParameterException$, 'Revision is missing.');
  }
  const found = taskDefinitionNamed(world, reference);
  if (!found) throw new Fault(ClientException$, 'The specified task definition does not exist.');
  if (found.shown.status === 'INACTIVE') {
    throw new Fault(
      ClientException$,
      'The specified task definition is inactive. You can only deregister active task definitions.',
    );
  }
  found.shown = { ...found.shown, status: 'INACTIVE', deregisteredAt: now };
  return { taskDefinition: found.shown };
}
