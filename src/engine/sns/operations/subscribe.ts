import type { SubscribeCommandInput, SubscribeCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { confirmationMail } from '../confirmation-mail.js';
import { queuePost } from '../http-post.js';
import { post } from '../outbox.js';
import { invalidParameter } from '../refusal.js';
import {
  checkEndpoint,
  checkSubscriptionAttributes,
  dropExpired,
  mustBeConfirmed,
  subscriptionsOf,
} from '../subscription.js';
import { findTopic, isFifo, signatureVersionOf } from '../topic.js';
import type { SubscriptionRecord } from '../world.js';

/** Tokens of SNS are long hexadecimal numbers that begin alike. */
const TOKEN_START = '2336412f37';

/**
 * Subscribes an endpoint. An e-mail address is asked by mail and an HTTP endpoint by a request, and both stay pending
 * until they confirm; a repeated request answers the same subscription and, while that is pending, asks again. The
 * engine delivers to e-mail addresses and to HTTP endpoints of this machine: subscriptions of other protocols are kept,
 * and their deliveries are noted as not modelled.
 *
 * @throws Fault `InvalidParameter`, `NotFound`
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function subscribe(input: SubscribeCommandInput, context: CallContext): Answer<SubscribeCommandOutput> {
  const { world, now, random } = context;
  const topic = findTopic(world, input.TopicArn);
  const protocol = input.Protocol ?? '';
  const endpoint = input.Endpoint ?? '';
  const attributes = input.Attributes ?? {};
  checkEndpoint(protocol, endpoint);
  if (isFifo(topic) && protocol !== 'sqs') {
    throw invalidParameter(`Protocol Reason: FIFO topics do not support the protocol ${protocol}`);
  }
  checkSubscriptionAttributes(attributes, {}, 'Attributes Reason: ');
  const existing = subscriptionsOf(world.sns, now).find(
    (other) => other.topicArn === topic.arn && other.protocol === protocol && other.endpoint === endpoint,
  );
  if (existing?.confirmedAt) {
    if (Object.entries(attributes).some(([name, value]) => existing.attributes[name] !== value)) {
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    }
    return { SubscriptionArn: existing.arn };
  }
  dropExpired(world.sns, now);
  const subscription: SubscriptionRecord = existing ?? {
    arn: `${topic.arn}:${random.uuid()}`,
    topicArn: topic.arn,
    protocol,
    endpoint,
    attributes: {},
    requestedAt: now,
    token: TOKEN_START + random.text(182, '0123456789abcdef'),
    authenticatesUnsubscribe: false,
    ...(mustBeConfirmed(protocol) ? {} : { confirmedAt: now }),
  };
  subscription.attributes = { ...subscription.attributes, ...attributes };
  world.sns.subscriptions[subscription.arn] = subscription;
  if (protocol === 'email' || protocol === 'email-json') {
    post(world.sns, confirmationMail(world.region, topic, subscription, random.uuid(), now));
  }
  if (protocol === 'http' || protocol === 'https') {
    queuePost(world.sns, topic, subscription, {
      type: 'SubscriptionConfirmation',
      messageId: random.uuid(),
      topicArn: topic.arn,
      token: subscription.token,
      sentAt: now,
      signatureVersion: signatureVersionOf(topic),
    });
  }
  const told = input.ReturnSubscriptionArn || subscription.confirmedAt;
  return { SubscriptionArn: told ? subscription.arn : 'pending confirmation' };
}
