import type { QueuedMail } from './mail.js';
import { type Notification, notificationEnvelope } from './notification.js';
import type { TopicRecord } from './world.js';

/**
 * The mail that brings a message: the text and a footer for `email`, a JSON document for `email-json`.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 */
export function notificationMail(notification: Notification): Omit<QueuedMail, 'id'> {
  const { region, topic, subscription, messageId, sentAt, subject, text } = notification;
  return {
    messageId,
    sentAt,
    region,
    from: senderName(topic),
    to: subscription.endpoint,
    subject: subject ?? 'AWS Notification Message',
    content:
      subscription.protocol === 'email-json'
        ? { kind: 'json', envelope: notificationEnvelope(notification) }
        : { kind: 'notification', text, subscriptionArn: subscription.arn },
  };
}

/** The sender's name: the topic's display name, if it has one. */
export function senderName(topic: TopicRecord): string {
  return topic.attributes.DisplayName || 'AWS Notifications';
}
