import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTagged } from '../tagged-resource.js';
import { withTags } from '../tags.js';

/**
 * Adds tags to a resource, or gives existing ones another value.
 *
 * @throws Fault `InvalidParameterException`, `ResourceNotFoundException`
 */
export function tagResource(input: TagResourceCommandInput, { world }: CallContext): Answer<TagResourceCommandOutput> {
  const resource = findTagged(world, input.resourceArn);
  resource.tags = withTags(resource.tags, input.tags);
  return {};
}
