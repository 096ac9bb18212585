import type { Mail } from './mail.js';

/** What Amazon SNS remembers of one region. */
export interface SnsWorld {
  /** By ARN. */
  topics: Record<string, TopicRecord>;
  /** By ARN, in the order of creation. */
  subscriptions: Record<string, SubscriptionRecord>;
  /** What was published, oldest first; only the latest are kept. */
  published: PublishedMessage[];
  /** Mails that nobody has taken yet. */
  outbox: Mail[];
  /** How many mails were ever sent. */
  mailCount: number;
}

/** A region in which nothing was made yet. */
export function emptySnsWorld(): SnsWorld {
  return { topics: {}, subscriptions: {}, published: [], outbox: [], mailCount: 0 };
}

/** A topic. */
export interface TopicRecord {
  arn: string;
  name: string;
  /** What was set; what AWS fills in is added on reading. */
  attributes: Record<string, string>;
  tags: Record<string, string>;
  subscriptionsDeleted: number;
}

/** A subscription. */
export interface SubscriptionRecord {
  arn: string;
  topicArn: string;
  protocol: string;
  endpoint: string;
  attributes: Record<string, string>;
  requestedAt: Date;
  /** What confirms it; a pending subscription that nobody confirms within two days is dropped. */
  token: string;
  confirmedAt?: Date;
  authenticatesUnsubscribe: boolean;
}

/** An attribute of a message; binary values as base64. */
export interface MessageAttribute {
  type: string;
  value: string;
}

/** What became of a message at one subscription. */
export type Delivery =
  | { subscriptionArn: string; outcome: 'mailed' | 'filtered' }
  /** The engine keeps subscriptions of this protocol, but delivers nothing to them. */
  | { subscriptionArn: string; outcome: 'not-modelled'; protocol: string };

/** A message that was published. */
export interface PublishedMessage {
  messageId: string;
  topicArn: string;
  publishedAt: Date;
  subject?: string;
  message: string;
  messageStructure?: string;
  attributes: Record<string, MessageAttribute>;
  deliveries: Delivery[];
}
