import { GetTopicAttributesCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { asking } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { isBgDeployError } from '../errors.js';

/**
 * Finds a topic. SNS knows topics by ARN only, so a name is looked for among all topics of the region. (CreateTopic
 * would also answer an existing topic's ARN, but it makes one where there is none, and needs the permission to.)
 *
 * @param nameOrArn - as the configuration names it
 * @returns its ARN; `null` where there is no such topic
 */
export async function findTopic(
  sns: AwsClients['sns'],
  nameOrArn: string,
  signal?: AbortSignal,
): Promise<string | null> {
  if (nameOrArn.startsWith('arn:')) return (await topicExists(sns, nameOrArn, signal)) ? nameOrArn : null;
  const question = { service: 'sns', operation: 'ListTopics', resource: nameOrArn } as const;
  let NextToken: string | undefined;
  do {
    const request = new ListTopicsCommand(NextToken ? { NextToken } : {});
    const page = await asking(question, signal, () => sns.send(request, { abortSignal: signal }));
    const found = page.Topics?.find(({ TopicArn }) => TopicArn?.endsWith(`:${nameOrArn}`));
    if (found?.TopicArn) return found.TopicArn;
    NextToken = page.NextToken;
  } while (NextToken);
  return null;
}

async function topicExists(
  sns: AwsClients['sns'],
  TopicArn: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await asking({ service: 'sns', operation: 'GetTopicAttributes', resource: TopicArn }, signal, () =>
      sns.send(new GetTopicAttributesCommand({ TopicArn }), { abortSignal: signal }),
    );
    return true;
  } catch (error) {
    if (isBgDeployError(error) && error.code === 'aws-not-found') return false;
    throw error;
  }
}
