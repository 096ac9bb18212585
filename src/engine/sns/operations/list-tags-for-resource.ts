import {
  type ListTagsForResourceCommandInput,
  type ListTagsForResourceCommandOutput,
  ResourceNotFoundException$,
} from '@aws-sdk/client-sns';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';

/**
 * Lists the tags of a topic.
 *
 * @throws Fault `ResourceNotFound`
 */
export function listTagsForResource(
  input: ListTagsForResourceCommandInput,
  { world }: CallContext,
): Answer<ListTagsForResourceCommandOutput> {
  const arn = input.ResourceArn ?? '';
  const topic = Object.hasOwn(world.sns.topics, arn) ? world.sns.topics[arn] : undefined;
  if (!topic) throw new Fault(ResourceNotFoundException$, 'Resource does not exist');
  return { Tags: Object.entries(topic.tags).map(([Key, Value]) => ({ Key, Value })) };
}
