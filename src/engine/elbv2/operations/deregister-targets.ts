import type {
  DeregisterTargetsCommandInput,
  DeregisterTargetsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTargetGroup } from '../lookup.js';
import { deregisterTarget, targetsAt } from '../target.js';
import { checkRange } from '../validation.js';

/**
 * Deregisters targets; without a port, every registration of the target. One that is not registered is no error.
 *
 * @throws Fault `TargetGroupNotFound`
 */
export function deregisterTargets(
  input: DeregisterTargetsCommandInput,
  { world, now }: CallContext,
): Answer<DeregisterTargetsCommandOutput> {
  const group = findTargetGroup(world.elbv2, input.TargetGroupArn);
  for (const { Port } of input.Targets ?? []) checkRange('Target port', Port, 1, 65_535);
  for (const { Id, Port } of input.Targets ?? []) {
    for (const target of targetsAt(group, now)) {
      if (target.id === Id && (Port === undefined || Port === target.port)) {
        deregisterTarget(group, target.id, target.port, now);
      }
    }
  }
  return {};
}
