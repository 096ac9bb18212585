import { createHash } from 'node:crypto';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { Notification } from './notification.js';

/** Message and attributes together, in bytes. */
const SIZE_LIMIT = 262_144;

/**
 * The request that publishes a notification: text for people, the JSON document for programs, the subject for
 * telephones.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export function publishInput(topicArn: string, notification: Notification): PublishCommandInput {
  return {
    TopicArn: topicArn,
    Subject: notification.subject,
    MessageStructure: 'json',
    Message: messageOf(notification),
    MessageAttributes: Object.fromEntries(
      Object.entries(notification.attributes).map(([name, value]) => [
        name,
        { DataType: 'String', StringValue: value },
      ]),
    ),
    ...(topicArn.endsWith('.fifo') ? fifoMembers(notification) : {}),
  };
}

/** Whether SNS takes the notification, as to its size. */
export function fitsSns(notification: Notification): boolean {
  const attributes = Object.entries(notification.attributes).map(([name, value]) => `${name}String${value}`);
  return Buffer.byteLength([messageOf(notification), notification.subject, ...attributes].join('')) <= SIZE_LIMIT;
}

function messageOf({ text, json, subject }: Notification): string {
  return JSON.stringify({
    default: text,
    email: text,
    'email-json': json,
    sqs: json,
    lambda: json,
    http: json,
    https: json,
    sms: subject,
  });
}

/** One group a deployment keeps its messages in order; the same message twice within five minutes is sent once. */
function fifoMembers({ deploymentId, phase }: Notification) {
  const id = createHash('sha256').update(`${deploymentId}/${phase}`).digest('hex');
  return { MessageGroupId: deploymentId || 'bg-deploy', MessageDeduplicationId: id };
}
