import type { CallContext } from '../operation.js';
import type { RegionWorld } from '../world/world.js';
import { retryDelays } from './delivery-policy.js';
import type { Envelope } from './envelope.js';
import type { HttpPost, SnsWorld, SubscriptionRecord, TopicRecord } from './world.js';

/** What became of an attempt. */
export type Attempt =
  | { readonly outcome: 'delivered' }
  /** `lasting`: the endpoint is there and does not want the message, or is none that is ever contacted. */
  | { readonly outcome: 'failed'; readonly lasting: boolean; readonly reason: string };

/** Sends a message to an endpoint: the first attempt is made at once. */
export function queuePost(
  world: SnsWorld,
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  envelope: Envelope,
): void {
  world.postCount += 1;
  world.posts.push({
    id: String(world.postCount),
    subscriptionArn: subscription.arn,
    endpoint: subscription.endpoint,
    envelope,
    raw: envelope.type === 'Notification' && subscription.attributes.RawMessageDelivery === 'true',
    attempts: 0,
    delays: retryDelays(topic, subscription),
    state: { name: 'ready' },
  });
}

/** The messages that are to be sent now. They stay until it is noted what became of them. */
export function readyPosts({ sns }: RegionWorld): HttpPost[] {
  return sns.posts.filter(({ state }) => state.name === 'ready');
}

/** Takes note of an attempt: a message that failed is sent again later, unless there was enough of that. */
export function noteAttempt({ world: { sns }, now }: CallContext, id: string, attempt: Attempt): void {
  const post = sns.posts.find((one) => one.id === id);
  if (!post) return;
  post.attempts += 1;
  const [delay, ...later] = post.delays;
  if (attempt.outcome === 'failed' && !attempt.lasting && delay !== undefined) {
    post.delays = later;
    post.state = delay === 0 ? { name: 'ready' } : { name: 'waiting', until: new Date(now.getTime() + delay * 1000) };
    return;
  }
  sns.posts = sns.posts.filter((one) => one !== post);
  tell(sns, post, attempt);
}

/** Notes in the message's record what became of it at the subscription. */
function tell(world: SnsWorld, { envelope, subscriptionArn, attempts }: HttpPost, attempt: Attempt): void {
  const message = world.published.find(({ messageId }) => messageId === envelope.messageId);
  if (!message) return;
  message.deliveries = message.deliveries.map((delivery) => {
    if (delivery.subscriptionArn !== subscriptionArn) return delivery;
    return attempt.outcome === 'delivered'
      ? { subscriptionArn, outcome: 'delivered', attempts }
      : { subscriptionArn, outcome: 'undelivered', attempts, reason: attempt.reason };
  });
}

/** When the next message is sent again, in milliseconds since the epoch. */
export function nextPostChange({ sns }: RegionWorld): number | undefined {
  let next: number | undefined;
  for (const { state } of sns.posts) {
    if (state.name !== 'waiting') continue;
    const due = state.until.getTime();
    if (next === undefined || due < next) next = due;
  }
  return next;
}

/** Makes ready what is due. What is meant for a subscription that was deleted meanwhile is dropped. */
export function applyPostChanges({ world: { sns }, now }: CallContext): void {
  if (sns.posts.length === 0) return;
  const stands = ({ subscriptionArn }: HttpPost) => Object.hasOwn(sns.subscriptions, subscriptionArn);
  if (!sns.posts.every(stands)) sns.posts = sns.posts.filter(stands);
  for (const post of sns.posts) {
    if (post.state.name === 'waiting' && post.state.until <= now) post.state = { name: 'ready' };
  }
}
