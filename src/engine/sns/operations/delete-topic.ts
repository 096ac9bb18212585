import type { DeleteTopicCommandInput, DeleteTopicCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';

/** Deletes a topic and its subscriptions. One that is not there is no error. */
export function deleteTopic(
  input: DeleteTopicCommandInput,
  { world: { sns } }: CallContext,
): Answer<DeleteTopicCommandOutput> {
  const arn = input.TopicArn ?? '';
  delete sns.topics[arn];
  sns.subscriptions = Object.fromEntries(
    Object.entries(sns.subscriptions).filter(([, { topicArn }]) => topicArn !== arn),
  );
  return {};
}
