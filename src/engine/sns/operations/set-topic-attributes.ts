import type { SetTopicAttributesCommandInput, SetTopicAttributesCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { invalidParameter } from '../refusal.js';
import { checkTopicAttributes, findTopic } from '../topic.js';

/**
 * Sets one attribute of a topic.
 *
 * @throws Fault `InvalidParameter`, `NotFound`
 */
export function setTopicAttributes(
  input: SetTopicAttributesCommandInput,
  { world }: CallContext,
): Answer<SetTopicAttributesCommandOutput> {
  const topic = findTopic(world, input.TopicArn);
  const change = { [input.AttributeName ?? '']: input.AttributeValue ?? '' };
  checkTopicAttributes(change);
  if (input.AttributeName === 'FifoTopic') throw invalidParameter('AttributeName');
  topic.attributes = { ...topic.attributes, ...change };
  return {};
}
