import {
  type DeleteTargetGroupCommandInput,
  type DeleteTargetGroupCommandOutput,
  ResourceInUseException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { balancersOf } from '../forward-action.js';

/**
 * Deletes a target group. One that is not there is no error.
 *
 * @throws Fault `ResourceInUse` while a listener or a rule forwards to it
 */
export function deleteTargetGroup(
  input: DeleteTargetGroupCommandInput,
  { world }: CallContext,
): Answer<DeleteTargetGroupCommandOutput> {
  const arn = input.TargetGroupArn ?? '';
  if (balancersOf(world.elbv2, arn).length > 0) {
    throw new Fault(ResourceInUseException$, `Target group '${arn}' is currently in use by a listener or a rule`);
  }
  delete world.elbv2.targetGroups[arn];
  return {};
}
