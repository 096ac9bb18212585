import type { ListSubscriptionsCommandInput, ListSubscriptionsCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { page } from '../page.js';
import { showSubscription, subscriptionsOf } from '../subscription.js';

/** Lists the subscriptions of all topics, 100 a page. */
export function listSubscriptions(
  input: ListSubscriptionsCommandInput,
  { world, now }: CallContext,
): Answer<ListSubscriptionsCommandOutput> {
  const { items, NextToken } = page(subscriptionsOf(world.sns, now), input.NextToken);
  return { Subscriptions: items.map(showSubscription), NextToken };
}
