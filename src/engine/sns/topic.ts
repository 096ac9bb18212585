import type { Tag } from '@aws-sdk/client-sns';
import { parseArn } from '../../domain/arn.js';
import { lengthBreach } from '../constraint.js';
import type { RegionWorld } from '../world/world.js';
import { ACCOUNT } from '../world/world.js';
import { checkDeliveryPolicy, DEFAULT_RETRY_POLICY } from './delivery-policy.js';
import { invalidParameter, notFound } from './refusal.js';
import type { SignatureVersion } from './signature.js';
import { subscriptionsOf } from './subscription.js';
import type { TopicRecord } from './world.js';

/** The attributes of a topic that a caller may set. */
const SETTABLE =
  /^(Policy|DisplayName|DeliveryPolicy|TracingConfig|KmsMasterKeyId|SignatureVersion|FifoTopic|ContentBasedDeduplication|ArchivePolicy|FifoThroughputScope|[A-Za-z]+(Success|Failure)Feedback(RoleArn|SampleRate))$/;

/** The delivery policy of a topic that was given none. */
const DELIVERY_POLICY = {
  http: { defaultHealthyRetryPolicy: DEFAULT_RETRY_POLICY, disableSubscriptionOverrides: false },
};

/** The ARN of a topic of the engine's account. */
export function topicArn(region: string, name: string): string {
  return `arn:aws:sns:${region}:${ACCOUNT}:${name}`;
}

/**
 * The topic with this ARN.
 *
 * @throws Fault `InvalidParameter` for what is no ARN, `NotFound`
 */
export function findTopic(world: RegionWorld, arn: string | undefined): TopicRecord {
  const elements = arn?.split(':').length ?? 0;
  if (elements < 6) {
    throw invalidParameter(`TopicArn Reason: An ARN must have at least 6 elements, not ${elements}`);
  }
  const { service, resource } = parseArn(arn ?? '') ?? {};
  if (service !== 'sns' || !resource) throw invalidParameter('TopicArn');
  const topic = arn !== undefined && Object.hasOwn(world.sns.topics, arn) ? world.sns.topics[arn] : undefined;
  if (!topic) throw notFound('Topic');
  return topic;
}

/**
 * Checks attributes that a caller wants to set.
 *
 * @throws Fault `InvalidParameter`
 */
export function checkTopicAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!SETTABLE.test(name)) throw invalidParameter('AttributeName');
    if (name === 'DisplayName' && value.length > 100) throw invalidParameter('DisplayName');
    if (name === 'SignatureVersion' && value !== '1' && value !== '2') throw invalidParameter('SignatureVersion');
    if (name === 'DeliveryPolicy') checkDeliveryPolicy('topic', value);
  }
}

/** A topic's attributes as GetTopicAttributes answers them. */
export function showTopic(world: RegionWorld, topic: TopicRecord, now: Date): Record<string, string> {
  const subscriptions = subscriptionsOf(world.sns, now).filter((one) => one.topicArn === topic.arn);
  const confirmed = subscriptions.filter(({ confirmedAt }) => confirmedAt !== undefined).length;
  return {
    Policy: JSON.stringify(ownersPolicy(topic.arn)),
    DisplayName: '',
    EffectiveDeliveryPolicy: topic.attributes.DeliveryPolicy ?? JSON.stringify(DELIVERY_POLICY),
    ...topic.attributes,
    TopicArn: topic.arn,
    Owner: ACCOUNT,
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsPending: String(subscriptions.length - confirmed),
    SubscriptionsDeleted: String(topic.subscriptionsDeleted),
  };
}

/** The policy of a topic that was given none: its owner may do everything. */
function ownersPolicy(arn: string): object {
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
      },
    ],
  };
}

/** How the messages of a topic are signed. */
export function signatureVersionOf({ attributes }: TopicRecord): SignatureVersion {
  return attributes.SignatureVersion === '2' ? '2' : '1';
}

/** Whether a topic is first-in-first-out. */
export function isFifo({ name }: TopicRecord): boolean {
  return name.endsWith('.fifo');
}

/**
 * Tags by key.
 *
 * @throws Fault `InvalidParameter`
 */
export function readTags(tags: readonly Tag[] | undefined): Record<string, string> {
  for (const { Key, Value } of tags ?? []) {
    const breach =
      lengthBreach('tags.key', Key, { least: 1, most: 128 }) ?? lengthBreach('tags.value', Value, { most: 256 });
    if (breach) throw invalidParameter(`Tags Reason: ${breach}`);
  }
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}
