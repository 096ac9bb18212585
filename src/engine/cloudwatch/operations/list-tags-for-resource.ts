import type { ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTagged } from '../tags.js';

/**
 * Lists the tags of an alarm.
 *
 * @throws Fault `ResourceNotFoundException`, `InvalidParameterValue`
 */
export function listTagsForResource(
  input: ListTagsForResourceCommandInput,
  { world }: CallContext,
): Answer<ListTagsForResourceCommandOutput> {
  const { tags } = findTagged(world, input.ResourceARN);
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}
