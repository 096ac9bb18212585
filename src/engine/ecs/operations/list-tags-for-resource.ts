import type { ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput } from '@aws-sdk/client-ecs';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTagged } from '../tagged-resource.js';

/**
 * Lists the tags of a cluster, a service, a task set or a task definition.
 *
 * @throws Fault `InvalidParameterException`, `ResourceNotFoundException`
 */
export function listTagsForResource(
  input: ListTagsForResourceCommandInput,
  { world }: CallContext,
): Answer<ListTagsForResourceCommandOutput> {
  return { tags: findTagged(world, input.resourceArn).tags };
}
