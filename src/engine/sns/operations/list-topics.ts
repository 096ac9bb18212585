import type { ListTopicsCommandInput, ListTopicsCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { page } from '../page.js';

/** Lists the topics, 100 a page. */
export function listTopics(input: ListTopicsCommandInput, { world }: CallContext): Answer<ListTopicsCommandOutput> {
  const { items, NextToken } = page(Object.keys(world.sns.topics), input.NextToken);
  return { Topics: items.map((TopicArn) => ({ TopicArn })), NextToken };
}
