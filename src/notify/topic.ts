import { GetTopicAttributesCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import type { AwsClients } from '../aws/clients.js';
import { isException } from '../aws/exception.js';

/**
 * Finds a topic. SNS knows topics by ARN only, so a name is looked for among all topics of the region. (CreateTopic
 * would also answer an existing topic's ARN, but it makes one where there is none, and needs the permission to.)
 *
 * @param nameOrArn - as the configuration names it
 * @returns its ARN; `undefined` where there is no such topic
 */
export async function findTopic(
  sns: AwsClients['sns'],
  nameOrArn: string,
  abortSignal?: AbortSignal,
): Promise<string | undefined> {
  if (nameOrArn.startsWith('arn:')) return (await topicExists(sns, nameOrArn, abortSignal)) ? nameOrArn : undefined;
  let NextToken: string | undefined;
  do {
    const page = await sns.send(new ListTopicsCommand(NextToken ? { NextToken } : {}), { abortSignal });
    const found = page.Topics?.find(({ TopicArn }) => TopicArn?.endsWith(`:${nameOrArn}`));
    if (found?.TopicArn) return found.TopicArn;
    NextToken = page.NextToken;
  } while (NextToken);
  return undefined;
}

async function topicExists(
  sns: AwsClients['sns'],
  arn: string,
  abortSignal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await sns.send(new GetTopicAttributesCommand({ TopicArn: arn }), { abortSignal });
    return true;
  } catch (error) {
    if (isException(error, 'NotFound')) return false;
    throw error;
  }
}
