import type { GetTopicAttributesCommandInput, GetTopicAttributesCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTopic, showTopic } from '../topic.js';

/**
 * Answers a topic's attributes and the number of its subscriptions.
 *
 * @throws Fault `InvalidParameter`, `NotFound`
 */
export function getTopicAttributes(
  input: GetTopicAttributesCommandInput,
  { world, now }: CallContext,
): Answer<GetTopicAttributesCommandOutput> {
  return { Attributes: showTopic(world, findTopic(world, input.TopicArn), now) };
}
