import type {
  ModifyTargetGroupCommandInput,
  ModifyTargetGroupCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTargetGroup } from '../lookup.js';
import { modifiedTargetGroup, showTargetGroup } from '../target-group.js';

/**
 * Changes the health check of a target group.
 *
 * @throws Fault `TargetGroupNotFound`
 */
export function modifyTargetGroup(
  input: ModifyTargetGroupCommandInput,
  { world }: CallContext,
): Answer<ModifyTargetGroupCommandOutput> {
  const group = findTargetGroup(world.elbv2, input.TargetGroupArn);
  group.shown = modifiedTargetGroup(group.shown, input);
  return { TargetGroups: [showTargetGroup(world.elbv2, group)] };
}
