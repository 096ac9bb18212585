import type { Mail } from './mail.js';
import type { MessageAttribute, SubscriptionRecord, TopicRecord } from './world.js';

/** What a notification is made of. */
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

/**
 * The mail that brings a message: the text and a footer for `email`, a JSON document for `email-json`.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 */
export function notificationMail(notification: Notification): Omit<Mail, 'id'> {
  const { region, topic, subscription, messageId, sentAt, subject } = notification;
  return {
    messageId,
    sentAt,
    region,
    from: senderName(topic),
    to: subscription.endpoint,
    subject: subject ?? 'AWS Notification Message',
    body: subscription.protocol === 'email-json' ? jsonBody(notification) : plainBody(notification),
  };
}

/** The sender's name: the topic's display name, if it has one. */
export function senderName(topic: TopicRecord): string {
  return topic.attributes.DisplayName || 'AWS Notifications';
}

function plainBody({ subscription, region, text }: Notification): string {
  return [
    text,
    '',
    '--',
    'If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:',
    `https://sns.${region}.amazonaws.com/unsubscribe.html?SubscriptionArn=${subscription.arn}&Endpoint=${subscription.endpoint}`,
    '',
    'Please do not reply directly to this email. If you have any questions or comments regarding this email, please contact us at https://aws.amazon.com/support',
  ].join('\n');
}

function jsonBody({
  topic,
  subscription,
  region,
  messageId,
  sentAt,
  subject,
  text,
  messageAttributes,
}: Notification): string {
  const attributes = Object.entries(messageAttributes).map(([name, { type, value }]) => [
    name,
    { Type: type, Value: value },
  ]);
  return JSON.stringify(
    {
      Type: 'Notification',
      MessageId: messageId,
      TopicArn: topic.arn,
      ...(subject === undefined ? {} : { Subject: subject }),
      Message: text,
      Timestamp: sentAt.toISOString(),
      UnsubscribeURL: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
      ...(attributes.length > 0 ? { MessageAttributes: Object.fromEntries(attributes) } : {}),
    },
    undefined,
    2,
  );
}
