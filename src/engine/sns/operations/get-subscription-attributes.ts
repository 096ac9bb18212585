import type {
  GetSubscriptionAttributesCommandInput,
  GetSubscriptionAttributesCommandOutput,
} from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { ACCOUNT } from '../../world/world.js';
import { findSubscription } from '../subscription.js';

/**
 * Answers a subscription's attributes.
 *
 * @throws Fault `InvalidParameter`, `NotFound`
 */
export function getSubscriptionAttributes(
  input: GetSubscriptionAttributesCommandInput,
  { world, now }: CallContext,
): Answer<GetSubscriptionAttributesCommandOutput> {
  const subscription = findSubscription(world.sns, input.SubscriptionArn, now);
  const { FilterPolicy: filter, FilterPolicyScope: scope, ...attributes } = subscription.attributes;
  return {
    Attributes: {
      RawMessageDelivery: 'false',
      ...attributes,
      // The scope is told only with a policy, and then always.
      ...(filter ? { FilterPolicy: filter, FilterPolicyScope: scope ?? 'MessageAttributes' } : {}),
      SubscriptionArn: subscription.arn,
      TopicArn: subscription.topicArn,
      Owner: ACCOUNT,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      PendingConfirmation: String(subscription.confirmedAt === undefined),
      ConfirmationWasAuthenticated: String(subscription.authenticatesUnsubscribe),
    },
  };
}
