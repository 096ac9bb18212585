import type { ListSubscriptionsByTopicCommandInput, ListSubscriptionsByTopicCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { page } from '../page.js';
import { showSubscription, subscriptionsOf } from '../subscription.js';
import { findTopic } from '../topic.js';

/**
 * Lists the subscriptions of a topic, 100 a page.
 *
 * @throws Fault `InvalidParameter`, `NotFound`
 */
export function listSubscriptionsByTopic(
  input: ListSubscriptionsByTopicCommandInput,
  { world, now }: CallContext,
): Answer<ListSubscriptionsByTopicCommandOutput> {
  const { arn } = findTopic(world, input.TopicArn);
  const subscriptions = subscriptionsOf(world.sns, now).filter(({ topicArn }) => topicArn === arn);
  const { items, NextToken } = page(subscriptions, input.NextToken);
  return { Subscriptions: items.map(showSubscription), NextToken };
}
