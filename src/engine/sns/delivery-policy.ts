import * as v from 'valibot';
import { invalidParameter } from './refusal.js';
import type { SubscriptionRecord, TopicRecord } from './world.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const delay = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3600));

const RETRY_POLICY = v.object({
  minDelayTarget: v.optional(delay),
  maxDelayTarget: v.optional(delay),
  numRetries: v.optional(v.pipe(count, v.maxValue(100))),
  numNoDelayRetries: v.optional(count),
  numMinDelayRetries: v.optional(count),
  numMaxDelayRetries: v.optional(count),
  backoffFunction: v.optional(v.picklist(['linear', 'arithmetic', 'geometric', 'exponential'])),
});
type RetryPolicy = v.InferOutput<typeof RETRY_POLICY>;

const SUBSCRIPTION_POLICY = v.object({ healthyRetryPolicy: v.nullish(RETRY_POLICY) });
const TOPIC_POLICY = v.object({
  http: v.optional(
    v.object({
      defaultHealthyRetryPolicy: v.nullish(RETRY_POLICY),
      disableSubscriptionOverrides: v.optional(v.boolean()),
    }),
  ),
});

/** How SNS tries again unless somebody says otherwise: three times, 20 seconds apart. */
export const DEFAULT_RETRY_POLICY = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
} as const satisfies RetryPolicy;

/**
 * Checks a delivery policy that a caller wants to set.
 *
 * @throws Fault `InvalidParameter`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function checkDeliveryPolicy(of: 'topic' | 'subscription', text: string): void {
  if (text === '') return;
  const policy = of === 'topic' ? parsed(TOPIC_POLICY, text) : parsed(SUBSCRIPTION_POLICY, text);
  const retry = policy && ('http' in policy ? policy.http?.defaultHealthyRetryPolicy : healthyOf(policy));
  if (!policy || (retry && !isOrderly(retry))) throw invalidParameter('DeliveryPolicy');
}

/** The seconds that pass before each further attempt at a message, one entry for each. */
export function retryDelays(topic: TopicRecord, subscription: SubscriptionRecord): number[] {
  const general = parsed(TOPIC_POLICY, topic.attributes.DeliveryPolicy)?.http;
  const own = parsed(SUBSCRIPTION_POLICY, subscription.attributes.DeliveryPolicy)?.healthyRetryPolicy;
  const chosen = (general?.disableSubscriptionOverrides ? undefined : own) ?? general?.defaultHealthyRetryPolicy ?? {};
  return delaysOf({ ...DEFAULT_RETRY_POLICY, ...chosen });
}

function delaysOf(policy: Required<RetryPolicy>): number[] {
  const { minDelayTarget: least, maxDelayTarget: most, numRetries } = policy;
  const { numNoDelayRetries: immediate, numMinDelayRetries: before, numMaxDelayRetries: after } = policy;
  const backoff = Math.max(0, numRetries - immediate - before - after);
  const rising = Array.from({ length: backoff }, (_, index) => {
    const part = backoff > 1 ? index / (backoff - 1) : 0;
    // How the arithmetic and the geometric function rise is told by a picture only; they count as linear here.
    return Math.round(
      policy.backoffFunction === 'exponential' ? least * (most / least) ** part : least + (most - least) * part,
    );
  });
  return [...times(immediate, 0), ...times(before, least), ...rising, ...times(after, most)].slice(0, numRetries);
}

function times(length: number, seconds: number): number[] {
  return Array.from({ length }, () => seconds);
}

function healthyOf(policy: object): RetryPolicy | null | undefined {
  const found = v.safeParse(SUBSCRIPTION_POLICY, policy);
  return found.success ? found.output.healthyRetryPolicy : undefined;
}

function isOrderly(policy: RetryPolicy): boolean {
  const { minDelayTarget, maxDelayTarget, numRetries } = { ...DEFAULT_RETRY_POLICY, ...policy };
  const { numNoDelayRetries: immediate = 0, numMinDelayRetries: before = 0, numMaxDelayRetries: after = 0 } = policy;
  return minDelayTarget <= maxDelayTarget && immediate + before + after <= numRetries;
}

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string | undefined,
): v.InferOutput<Schema> | undefined {
  if (!text) return undefined;
  try {
    const found = v.safeParse(schema, JSON.parse(text));
    return found.success ? found.output : undefined;
  } catch {
    return undefined;
  }
}
