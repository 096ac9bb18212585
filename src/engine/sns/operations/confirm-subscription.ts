import type { ConfirmSubscriptionCommandInput, ConfirmSubscriptionCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { authorizationError, invalidParameter } from '../refusal.js';
import { subscriptionsOf } from '../subscription.js';
import { findTopic } from '../topic.js';

/**
 * Confirms a subscription with the token that its mail brought; also one that is confirmed already.
 *
 * @throws Fault `InvalidParameter` for a token that is wrong or older than two days, `NotFound`
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export function confirmSubscription(
  input: ConfirmSubscriptionCommandInput,
  { world, now }: CallContext,
): Answer<ConfirmSubscriptionCommandOutput> {
  const topic = findTopic(world, input.TopicArn);
  const subscription = subscriptionsOf(world.sns, now).find(
    ({ topicArn, token }) => topicArn === topic.arn && token === input.Token,
  );
  if (!subscription) throw invalidParameter('Token');
  subscription.confirmedAt ??= now;
  if (input.AuthenticateOnUnsubscribe === 'true') subscription.authenticatesUnsubscribe = true;
  return { SubscriptionArn: subscription.arn };
}

/**
 * Does the same for whoever visits the link. Who has not signed cannot say that only signed requests may unsubscribe.
 *
 * @throws Fault `AuthorizationError` and those of the operation
 */
export function confirmSubscriptionByLink(
  input: ConfirmSubscriptionCommandInput,
  context: CallContext,
): Answer<ConfirmSubscriptionCommandOutput> {
  if (input.AuthenticateOnUnsubscribe === 'true') throw authorizationError('SNS:ConfirmSubscription', input.TopicArn);
  return confirmSubscription(input, context);
}
