import type { Envelope } from './envelope.js';
import type { QueuedMail } from './mail.js';

/** What Amazon SNS remembers of one region. */
export interface SnsWorld {
  /** By ARN. */
  topics: Record<string, TopicRecord>;
  /** By ARN, in the order of creation. */
  subscriptions: Record<string, SubscriptionRecord>;
  /** What was published, oldest first; only the latest are kept. */
  published: PublishedMessage[];
  /** Mails that nobody has taken yet. */
  outbox: QueuedMail[];
  /** How many mails were ever sent. */
  mailCount: number;
  /** Messages that are on their way to endpoints, oldest first. */
  posts: HttpPost[];
  /** How many there ever were. */
  postCount: number;
}

/** A region in which nothing was made yet. */
export function emptySnsWorld(): SnsWorld {
  return { topics: {}, subscriptions: {}, published: [], outbox: [], mailCount: 0, posts: [], postCount: 0 };
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
  /** It is on its way to an endpoint. */
  | { subscriptionArn: string; outcome: 'posted' }
  | { subscriptionArn: string; outcome: 'delivered'; attempts: number }
  | { subscriptionArn: string; outcome: 'undelivered'; attempts: number; reason: string }
  /** The engine keeps subscriptions of this protocol, but delivers nothing to them. */
  | { subscriptionArn: string; outcome: 'not-modelled'; protocol: string };

/** A message on its way to an endpoint of the protocol http or https. */
export interface HttpPost {
  /** Counts them. */
  id: string;
  subscriptionArn: string;
  endpoint: string;
  envelope: Envelope;
  /** The endpoint gets the bare text. */
  raw: boolean;
  /** How many attempts were made. */
  attempts: number;
  /** The seconds before each attempt that may still follow a failed one. */
  delays: number[];
  state: { name: 'ready' } | { name: 'waiting'; until: Date };
}

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
