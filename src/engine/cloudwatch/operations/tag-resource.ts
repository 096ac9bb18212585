import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTagged, withTags } from '../tags.js';

/**
 * Adds tags to an alarm, or gives existing ones another value.
 *
 * @throws Fault `ResourceNotFoundException`, `InvalidParameterValue`
 */
export function tagResource(input: TagResourceCommandInput, { world }: CallContext): Answer<TagResourceCommandOutput> {
  const alarm = findTagged(world, input.ResourceARN);
  alarm.tags = withTags(input.Tags, alarm.tags);
  return {};
}
