import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkLength } from '../refusal.js';
import { findTagged } from '../tags.js';

/**
 * Takes tags from an alarm.
 *
 * @throws Fault `ResourceNotFoundException`, `InvalidParameterValue`
 */
export function untagResource(
  input: UntagResourceCommandInput,
  { world }: CallContext,
): Answer<UntagResourceCommandOutput> {
  for (const key of input.TagKeys ?? []) checkLength(key, 'tagKeys', 1, 128);
  const alarm = findTagged(world, input.ResourceARN);
  alarm.tags = Object.fromEntries(Object.entries(alarm.tags).filter(([key]) => !input.TagKeys?.includes(key)));
  return {};
}
