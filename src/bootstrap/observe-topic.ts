import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import type { AwsClients } from '../aws/clients.js';
import { findTopic } from '../notify/topic.js';
import type { ObservedTopic } from './observed.js';

export async function observeTopic(
  sns: AwsClients['sns'],
  nameOrArn: string,
  abortSignal: AbortSignal | undefined,
): Promise<ObservedTopic | undefined> {
  const arn = await findTopic(sns, nameOrArn, abortSignal);
  if (arn === undefined) return undefined;
  const emails: string[] = [];
  let NextToken: string | undefined;
  do {
    const request = new ListSubscriptionsByTopicCommand({ TopicArn: arn, ...(NextToken ? { NextToken } : {}) });
    const page = await sns.send(request, { abortSignal });
    for (const { Protocol, Endpoint, SubscriptionArn } of page.Subscriptions ?? []) {
      // One that was unsubscribed stays on the list for a while under the ARN "Deleted".
      if (Protocol === 'email' && Endpoint && SubscriptionArn !== 'Deleted') emails.push(Endpoint);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return { arn, emails };
}
