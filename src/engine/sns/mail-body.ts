import { type Envelope, writeEnvelope } from './envelope.js';
import { confirmationLink, unsubscribeLink } from './link.js';

/** What a mail says. Its links are written when it leaves, because only then is it known where they lead. */
export type MailContent =
  | { kind: 'confirmation'; topicArn: string; token: string }
  | { kind: 'notification'; text: string; subscriptionArn: string }
  /** What `email-json` gets. */
  | { kind: 'json'; envelope: Envelope };

/**
 * The text of a mail.
 *
 * @param origin - where its links lead
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 */
export function mailBody(content: MailContent, region: string, origin: string): string {
  switch (content.kind) {
    case 'confirmation':
      return [
        'You have chosen to subscribe to the topic:',
        content.topicArn,
        '',
        'To confirm this subscription, click or visit the link below (if this was in error no action is necessary):',
        confirmationLink(origin, content.topicArn, content.token),
        '',
        'or give its token back:',
        `aws sns confirm-subscription --region ${region} --topic-arn ${content.topicArn} --token ${content.token}`,
        '',
        `Token: ${content.token}`,
        '',
        'The token is good for two days.',
      ].join('\n');
    case 'notification':
      return [
        content.text,
        '',
        '--',
        'If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:',
        unsubscribeLink(origin, content.subscriptionArn),
        '',
        'Please do not reply directly to this email. If you have any questions or comments regarding this email, please contact us at https://aws.amazon.com/support',
      ].join('\n');
    case 'json':
      return writeEnvelope(content.envelope, region, origin);
  }
}
