import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTagged } from '../tagged-resource.js';

/**
 * Takes tags off a resource.
 *
 * @throws Fault `InvalidParameterException`, `ResourceNotFoundException`
 */
export function untagResource(
  input: UntagResourceCommandInput,
  { world }: CallContext,
): Answer<UntagResourceCommandOutput> {
  const resource = findTagged(world, input.resourceArn);
  resource.tags = resource.tags.filter(({ key }) => !input.tagKeys?.includes(key ?? ''));
  return {};
}
