import type { CallContext } from '../operation.js';
import { passesFilter } from './filter/match.js';
import { queuePost } from './http-post.js';
import type { Message, MessageParts } from './message.js';
import { textFor } from './message.js';
import { notificationEnvelope } from './notification.js';
import { notificationMail } from './notification-mail.js';
import { post } from './outbox.js';
import { invalidParameter } from './refusal.js';
import { subscriptionsOf } from './subscription.js';
import { isFifo } from './topic.js';
import type { Delivery, SubscriptionRecord, TopicRecord } from './world.js';

/** The number of published messages that are kept. */
const KEPT = 1000;

/**
 * Publishes a message: keeps it, and sends it to the confirmed subscriptions whose filter lets it pass. A pending
 * subscription gets nothing.
 *
 * @returns its id
 */
export function deliver(context: CallContext, topic: TopicRecord, message: Message): string {
  const { world, now, random } = context;
  const messageId = random.uuid();
  const deliveries = subscriptionsOf(world.sns, now)
    .filter(({ topicArn, confirmedAt }) => topicArn === topic.arn && confirmedAt !== undefined)
    .map((subscription) => deliverTo(context, topic, subscription, message, messageId));
  const record = {
    messageId,
    topicArn: topic.arn,
    publishedAt: now,
    message: message.text,
    ...(message.subject === undefined ? {} : { subject: message.subject }),
    ...(message.perProtocol ? { messageStructure: 'json' } : {}),
    attributes: message.attributes,
    deliveries,
  };
  world.sns.published = [...world.sns.published, record].slice(-KEPT);
  return messageId;
}

function deliverTo(
  { world, now }: CallContext,
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  message: Message,
  messageId: string,
): Delivery {
  const { arn: subscriptionArn, protocol, attributes } = subscription;
  if (!passesFilter(attributes, message)) return { subscriptionArn, outcome: 'filtered' };
  const notification = {
    region: world.region,
    topic,
    subscription,
    messageId,
    sentAt: now,
    subject: message.subject,
    text: textFor(message, protocol),
    messageAttributes: message.attributes,
  };
  switch (protocol) {
    case 'email':
    case 'email-json':
      post(world.sns, notificationMail(notification));
      return { subscriptionArn, outcome: 'mailed' };
    case 'http':
    case 'https':
      queuePost(world.sns, topic, subscription, notificationEnvelope(notification));
      return { subscriptionArn, outcome: 'posted' };
    default:
      return { subscriptionArn, outcome: 'not-modelled', protocol };
  }
}

/**
 * Checks what a first-in-first-out topic wants to know of a message, and what another topic does not take.
 *
 * @throws Fault `InvalidParameter`
 */
export function checkOrder(topic: TopicRecord, parts: MessageParts): void {
  if (isFifo(topic)) {
    if (!parts.MessageGroupId) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
    if (!parts.MessageDeduplicationId && topic.attributes.ContentBasedDeduplication !== 'true') {
      throw invalidParameter(
        'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    }
  } else if (parts.MessageDeduplicationId) {
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
}
