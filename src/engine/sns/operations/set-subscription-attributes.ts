import type {
  SetSubscriptionAttributesCommandInput,
  SetSubscriptionAttributesCommandOutput,
} from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkSubscriptionAttributes, findSubscription } from '../subscription.js';

/**
 * Sets one attribute of a subscription.
 *
 * @throws Fault `InvalidParameter`, `NotFound`
 */
export function setSubscriptionAttributes(
  input: SetSubscriptionAttributesCommandInput,
  { world, now }: CallContext,
): Answer<SetSubscriptionAttributesCommandOutput> {
  const subscription = findSubscription(world.sns, input.SubscriptionArn, now);
  const change = { [input.AttributeName ?? '']: input.AttributeValue ?? '' };
  checkSubscriptionAttributes(change, subscription.attributes);
  subscription.attributes = { ...subscription.attributes, ...change };
  return {};
}
