import type { UnsubscribeCommandInput, UnsubscribeCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { authorizationError, invalidParameter } from '../refusal.js';
import { findSubscription } from '../subscription.js';

/**
 * Deletes a confirmed subscription.
 *
 * @throws Fault `InvalidParameter` for what is no ARN or is pending, `NotFound`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html
 */
export function unsubscribe(
  input: UnsubscribeCommandInput,
  { world, now }: CallContext,
): Answer<UnsubscribeCommandOutput> {
  const subscription = findSubscription(world.sns, input.SubscriptionArn, now);
  if (!subscription.confirmedAt) {
    throw invalidParameter('SubscriptionArn Reason: A pending subscription cannot be deleted');
  }
  delete world.sns.subscriptions[subscription.arn];
  const topic = world.sns.topics[subscription.topicArn];
  if (topic) topic.subscriptionsDeleted += 1;
  return {};
}

/**
 * Does the same for whoever visits the link, unless the subscription was confirmed with `AuthenticateOnUnsubscribe`.
 *
 * @throws Fault `AuthorizationError` and those of the operation
 */
export function unsubscribeByLink(
  input: UnsubscribeCommandInput,
  context: CallContext,
): Answer<UnsubscribeCommandOutput> {
  const subscription = findSubscription(context.world.sns, input.SubscriptionArn, context.now);
  if (subscription.authenticatesUnsubscribe) throw authorizationError('SNS:Unsubscribe', subscription.arn);
  return unsubscribe(input, context);
}
