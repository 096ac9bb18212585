import type { Envelope } from './envelope.js';
import { signatureVersionOf } from './topic.js';
import type { MessageAttribute, SubscriptionRecord, TopicRecord } from './world.js';

/** What brings a message to one subscription. */
export interface Notification {
  readonly region: string;
  readonly topic: TopicRecord;
  readonly subscription: SubscriptionRecord;
  readonly messageId: string;
  readonly sentAt: Date;
  readonly subject: string | undefined;
  readonly text: string;
  readonly messageAttributes: Record<string, MessageAttribute>;
}

/** It as the document that machines get. */
export function notificationEnvelope(notification: Notification): Envelope {
  const { topic, subscription, messageId, sentAt, subject, text, messageAttributes } = notification;
  return {
    type: 'Notification',
    messageId,
    topicArn: topic.arn,
    subscriptionArn: subscription.arn,
    sentAt,
    ...(subject === undefined ? {} : { subject }),
    text,
    attributes: messageAttributes,
    signatureVersion: signatureVersionOf(topic),
  };
}
