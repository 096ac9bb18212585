import type { Mail } from './mail.js';
import { senderName } from './notification-mail.js';
import type { SubscriptionRecord, TopicRecord } from './world.js';

/** The mail that asks an address whether it wants the messages of a topic. */
export function confirmationMail(
  region: string,
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  messageId: string,
  sentAt: Date,
): Omit<Mail, 'id'> {
  return {
    messageId,
    sentAt,
    region,
    from: senderName(topic),
    to: subscription.endpoint,
    subject: 'AWS Notification - Subscription Confirmation',
    body: [
      'You have chosen to subscribe to the topic:',
      topic.arn,
      '',
      'To confirm this subscription on the embedded engine, give its token back (if this was in error no action is necessary):',
      '',
      `aws sns confirm-subscription --region ${region} --topic-arn ${topic.arn} --token ${subscription.token}`,
      '',
      `Token: ${subscription.token}`,
      '',
      'The token is good for two days.',
    ].join('\n'),
  };
}
