import type { Subscription } from '@aws-sdk/client-sns';
import { ACCOUNT } from '../world/world.js';
import { checkDeliveryPolicy } from './delivery-policy.js';
import { scopeOf } from './filter/match.js';
import { readFilterPolicy } from './filter/policy.js';
import { invalidParameter, notFound } from './refusal.js';
import type { SnsWorld, SubscriptionRecord } from './world.js';

/** How long a subscription may stay unconfirmed: two days, in milliseconds. */
const CONFIRMABLE = 48 * 3_600_000;

/** A mail address without quoting and comments, in ASCII. */
const ADDRESS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+$/;

/** How the protocols' endpoints look. */
const ENDPOINTS: Readonly<Record<string, RegExp>> = {
  email: ADDRESS,
  'email-json': ADDRESS,
  http: /^http:\/\/\S+$/,
  https: /^https:\/\/\S+$/,
  sms: /^\+?[0-9][0-9 ./-]*$/,
  sqs: /^arn:[^:]+:sqs:[^:]+:[^:]+:\S+$/,
  lambda: /^arn:[^:]+:lambda:\S+$/,
  firehose: /^arn:[^:]+:firehose:\S+$/,
  application: /^arn:[^:]+:sns:\S+$/,
};

/** What an endpoint is called in the refusal of a wrong one. */
const ENDPOINT_NAMES: Readonly<Record<string, string>> = {
  email: 'Email address',
  'email-json': 'Email address',
  sqs: 'SQS endpoint ARN',
  sms: 'SMS endpoint',
};

/** The protocols whose endpoint must say that it wants the messages; the others are confirmed at once. */
const TO_BE_CONFIRMED = new Set(['email', 'email-json', 'http', 'https']);

/** Whether a subscription of this protocol begins as pending. */
export function mustBeConfirmed(protocol: string): boolean {
  return TO_BE_CONFIRMED.has(protocol);
}

/**
 * Checks an endpoint against its protocol.
 *
 * @throws Fault `InvalidParameter`
 */
export function checkEndpoint(protocol: string, endpoint: string): void {
  const form = Object.hasOwn(ENDPOINTS, protocol) ? ENDPOINTS[protocol] : undefined;
  if (!form) throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  if (!form.test(endpoint)) throw invalidParameter(ENDPOINT_NAMES[protocol] ?? 'Endpoint');
}

/** Whether a subscription still stands: confirmed, or young enough to be. */
function stands({ confirmedAt, requestedAt }: SubscriptionRecord, now: Date): boolean {
  return confirmedAt !== undefined || now.getTime() - requestedAt.getTime() < CONFIRMABLE;
}

/** All subscriptions that stand at a moment. */
export function subscriptionsOf(world: SnsWorld, now: Date): SubscriptionRecord[] {
  return Object.values(world.subscriptions).filter((subscription) => stands(subscription, now));
}

/** Drops the subscriptions that nobody confirmed in time. */
export function dropExpired(world: SnsWorld, now: Date): void {
  world.subscriptions = Object.fromEntries(
    Object.entries(world.subscriptions).filter(([, subscription]) => stands(subscription, now)),
  );
}

/**
 * The subscription with this ARN.
 *
 * @throws Fault `InvalidParameter` for what is no ARN (`PendingConfirmation` among it), `NotFound`
 */
export function findSubscription(world: SnsWorld, arn: string | undefined, now: Date): SubscriptionRecord {
  const elements = arn?.split(':').length ?? 0;
  if (elements < 6) {
    throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${elements}`);
  }
  const found = subscriptionsOf(world, now).find((subscription) => subscription.arn === arn);
  if (!found) throw notFound('Subscription');
  return found;
}

/** A subscription as the lists show it: the ARN of a pending one is not told. */
export function showSubscription(subscription: SubscriptionRecord): Subscription {
  return {
    SubscriptionArn: subscription.confirmedAt ? subscription.arn : 'PendingConfirmation',
    Owner: ACCOUNT,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    TopicArn: subscription.topicArn,
  };
}

/**
 * Checks attributes that a caller wants to set.
 *
 * @param present - those that stand already
 * @param refusal - begins SNS's message on a filter: `Attributes Reason: ` from Subscribe
 * @throws Fault `InvalidParameter`
 */
export function checkSubscriptionAttributes(
  attributes: Readonly<Record<string, string>>,
  present: Readonly<Record<string, string>>,
  refusal = '',
): void {
  const merged = { ...present, ...attributes };
  for (const [name, value] of Object.entries(attributes)) {
    switch (name) {
      case 'FilterPolicy':
        readFilterPolicy(value, scopeOf(merged), refusal);
        break;
      case 'FilterPolicyScope':
        if (value !== 'MessageAttributes' && value !== 'MessageBody') {
          throw invalidParameter(`${refusal}FilterPolicyScope: Invalid value [${value}]`);
        }
        readFilterPolicy(merged.FilterPolicy ?? '', scopeOf(merged), refusal);
        break;
      case 'RawMessageDelivery':
        if (value !== 'true' && value !== 'false') throw invalidParameter('Attributes Reason: RawMessageDelivery');
        break;
      case 'DeliveryPolicy':
        checkDeliveryPolicy('subscription', value);
        break;
      case 'RedrivePolicy':
      case 'SubscriptionRoleArn':
      case 'ReplayPolicy':
        break;
      default:
        throw invalidParameter('AttributeName');
    }
  }
}
