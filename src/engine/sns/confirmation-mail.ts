import type { QueuedMail } from './mail.js';
import { senderName } from './notification-mail.js';
import type { SubscriptionRecord, TopicRecord } from './world.js';

/** The mail that asks an address whether it wants the messages of a topic. */
export function confirmationMail(
  region: string,
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  messageId: string,
  sentAt: Date,
): Omit<QueuedMail, 'id'> {
  return {
    messageId,
    sentAt,
    region,
    from: senderName(topic),
    to: subscription.endpoint,
    subject: 'AWS Notification - Subscription Confirmation',
    content: { kind: 'confirmation', topicArn: topic.arn, token: subscription.token },
  };
}
