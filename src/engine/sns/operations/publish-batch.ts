import {
  BatchEntryIdsNotDistinctException$,
  type BatchResultErrorEntry,
  EmptyBatchRequestException$,
  type PublishBatchCommandInput,
  type PublishBatchCommandOutput,
  type PublishBatchResultEntry,
  TooManyEntriesInBatchRequestException$,
} from '@aws-sdk/client-sns';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkOrder, deliver } from '../delivery.js';
import { readMessage } from '../message.js';
import { findTopic } from '../topic.js';

/**
 * Publishes up to 10 messages; one that is refused does not hold up the others.
 *
 * @throws Fault `InvalidParameter`, `NotFound`, `EmptyBatchRequest`, `TooManyEntriesInBatchRequest`,
 *   `BatchEntryIdsNotDistinct`
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export function publishBatch(input: PublishBatchCommandInput, context: CallContext): Answer<PublishBatchCommandOutput> {
  const topic = findTopic(context.world, input.TopicArn);
  const entries = input.PublishBatchRequestEntries ?? [];
  if (entries.length === 0) {
    throw new Fault(EmptyBatchRequestException$, "The batch request doesn't contain any entries.");
  }
  if (entries.length > 10) {
    throw new Fault(
      TooManyEntriesInBatchRequestException$,
      'The batch request contains more entries than permissible.',
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new Fault(BatchEntryIdsNotDistinctException$, 'Two or more batch entries in the request have the same Id.');
  }
  const Successful: PublishBatchResultEntry[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      const message = readMessage(entry);
      checkOrder(topic, entry);
      Successful.push({ Id: entry.Id, MessageId: deliver(context, topic, message) });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      Failed.push({ Id: entry.Id, Code: 'InvalidParameter', Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}
