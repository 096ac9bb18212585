import { confirmationLink, unsubscribeLink } from './link.js';
import { type SignatureVersion, signatureOf } from './signature.js';
import type { MessageAttribute } from './world.js';

/** A message of SNS before it is written down: what it says, without links and signature. */
export type Envelope =
  | {
      type: 'SubscriptionConfirmation';
      messageId: string;
      topicArn: string;
      token: string;
      sentAt: Date;
      signatureVersion: SignatureVersion;
    }
  | {
      type: 'Notification';
      messageId: string;
      topicArn: string;
      subscriptionArn: string;
      sentAt: Date;
      subject?: string;
      text: string;
      attributes: Record<string, MessageAttribute>;
      signatureVersion: SignatureVersion;
    };

/**
 * Writes a message as the JSON document that SNS sends.
 *
 * @param origin - where its links lead
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function writeEnvelope(envelope: Envelope, region: string, origin: string): string {
  return JSON.stringify(membersOf(envelope, region, origin), undefined, 2);
}

function membersOf(envelope: Envelope, region: string, origin: string): object {
  const { messageId: MessageId, topicArn: TopicArn, signatureVersion } = envelope;
  const Timestamp = envelope.sentAt.toISOString();
  switch (envelope.type) {
    case 'SubscriptionConfirmation': {
      const message = {
        Type: envelope.type,
        MessageId,
        Token: envelope.token,
        TopicArn,
        Message: `You have chosen to subscribe to the topic ${TopicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: confirmationLink(origin, TopicArn, envelope.token),
        Timestamp,
      };
      return { ...message, ...signatureOf(message, signatureVersion, region) };
    }
    case 'Notification': {
      const message = {
        Type: envelope.type,
        MessageId,
        TopicArn,
        ...(envelope.subject === undefined ? {} : { Subject: envelope.subject }),
        Message: envelope.text,
        Timestamp,
      };
      const attributes = Object.entries(envelope.attributes).map(([name, { type, value }]) => [
        name,
        { Type: type, Value: value },
      ]);
      return {
        ...message,
        ...signatureOf(message, signatureVersion, region),
        UnsubscribeURL: unsubscribeLink(origin, envelope.subscriptionArn),
        ...(attributes.length > 0 ? { MessageAttributes: Object.fromEntries(attributes) } : {}),
      };
    }
  }
}
