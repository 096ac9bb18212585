import type { PublishCommandInput, PublishCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkOrder, deliver } from '../delivery.js';
import { readMessage } from '../message.js';
import { invalidParameter } from '../refusal.js';
import { findTopic } from '../topic.js';

/**
 * Publishes a message to a topic.
 *
 * @throws Fault `InvalidParameter`, `ParameterValueInvalid`, `NotFound`
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function publish(input: PublishCommandInput, context: CallContext): Answer<PublishCommandOutput> {
  if (input.PhoneNumber) throw invalidParameter('PhoneNumber Reason: the embedded engine does not model text messages');
  const arn = input.TopicArn ?? input.TargetArn;
  if (!arn) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  const topic = findTopic(context.world, arn);
  const message = readMessage(input);
  checkOrder(topic, input);
  return { MessageId: deliver(context, topic, message) };
}
