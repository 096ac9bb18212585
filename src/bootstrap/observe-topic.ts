import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { asking } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { allPages } from '../aws/pages.js';
import { findTopic } from '../notify/topic.js';
import type { ObservedTopic } from './observed.js';

/** The topic and the addresses that are subscribed to it, confirmed or not. */
export async function observeTopic(
  clients: AwsClients,
  nameOrArn: string,
  signal: AbortSignal | undefined,
): Promise<ObservedTopic | undefined> {
  const arn = await findTopic(clients.sns, nameOrArn, signal);
  if (arn === null) return undefined;
  const question = { service: 'sns', operation: 'ListSubscriptionsByTopic', resource: arn } as const;
  const subscriptions = await allPages(async (NextToken) => {
    const request = new ListSubscriptionsByTopicCommand({ TopicArn: arn, ...(NextToken ? { NextToken } : {}) });
    const page = await asking(question, signal, () => clients.sns.send(request, { abortSignal: signal }));
    return { items: page.Subscriptions ?? [], next: page.NextToken };
  });
  return {
    arn,
    // One that was unsubscribed stays on the list for a while under the ARN "Deleted".
    emails: subscriptions.flatMap(({ Protocol, Endpoint, SubscriptionArn }) =>
      Protocol === 'email' && Endpoint && SubscriptionArn !== 'Deleted' ? [Endpoint] : [],
    ),
  };
}
