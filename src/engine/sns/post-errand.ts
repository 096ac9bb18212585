import { postToLoopback, UnreachableHost } from '../loopback-request.js';
import type { Outgoing, OutgoingGround } from '../outbox.js';
import type { RegionWorld } from '../world/world.js';
import { writeEnvelope } from './envelope.js';
import { type Attempt, noteAttempt, readyPosts } from './http-post.js';
import { verificationKey } from './signature.js';
import type { HttpPost } from './world.js';

/** How long SNS waits for an endpoint, in real milliseconds: nobody can hurry a program that is not the engine's. */
const TIMEOUT_MS = 15_000;

/** How long a virtual clock waits for an answer. An endpoint that gives none must not hold up the world. */
const PATIENCE_MS = 1000;

/** The messages of a region that are to be sent to endpoints now. */
export function outgoingPosts(region: RegionWorld, ground: OutgoingGround): Outgoing[] {
  const posts = readyPosts(region);
  // Making a key takes long: that is not the endpoint's fault.
  if (posts.length > 0) verificationKey();
  return posts.map((post) => ({
    // An attempt and the next one are two errands.
    key: `post ${post.id} ${post.attempts}`,
    description: `The message to ${post.endpoint}`,
    patienceMs: PATIENCE_MS,
    async run(signal) {
      const attempt = await send(post, region.region, ground, signal);
      return (context) => noteAttempt(context, post.id, attempt);
    },
    failed: (context) => noteAttempt(context, post.id, { outcome: 'failed', lasting: true, reason: 'it failed' }),
  }));
}

/**
 * Sends a message once.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html
 */
async function send(
  { endpoint, envelope, raw, subscriptionArn }: HttpPost,
  region: string,
  { endpoint: origin, warnOnce }: OutgoingGround,
  signal: AbortSignal,
): Promise<Attempt> {
  const text = raw && envelope.type === 'Notification' ? envelope.text : writeEnvelope(envelope, region, origin);
  const headers = {
    'x-amz-sns-message-type': envelope.type,
    'x-amz-sns-message-id': envelope.messageId,
    'x-amz-sns-topic-arn': envelope.topicArn,
    // The confirmation does not carry it: the subscription has no ARN that anybody is told yet.
    ...(envelope.type === 'Notification' ? { 'x-amz-sns-subscription-arn': subscriptionArn } : {}),
    ...(raw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
  };
  try {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const { status } = await postToLoopback(endpoint, headers, text, AbortSignal.any([signal, timeout]));
    if (status >= 200 && status < 400) return { outcome: 'delivered' };
    const lasting = status >= 400 && status < 500 && status !== 429;
    return { outcome: 'failed', lasting, reason: `the endpoint answered with status ${status}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const lasting = error instanceof UnreachableHost;
    if (lasting) warnOnce(`A message of ${envelope.topicArn} stays undelivered: ${reason}`);
    return { outcome: 'failed', lasting, reason };
  }
}
