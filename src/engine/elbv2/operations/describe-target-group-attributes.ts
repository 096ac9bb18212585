import type {
  DescribeTargetGroupAttributesCommandInput,
  DescribeTargetGroupAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTargetGroup } from '../lookup.js';

/**
 * Answers a target group's attributes.
 *
 * @throws Fault `TargetGroupNotFound`
 */
export function describeTargetGroupAttributes(
  input: DescribeTargetGroupAttributesCommandInput,
  { world }: CallContext,
): Answer<DescribeTargetGroupAttributesCommandOutput> {
  const { attributes } = findTargetGroup(world.elbv2, input.TargetGroupArn);
  return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) };
}
