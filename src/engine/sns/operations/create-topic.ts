import type { CreateTopicCommandInput, CreateTopicCommandOutput } from '@aws-sdk/client-sns';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { invalidParameter } from '../refusal.js';
import { checkTopicAttributes, readTags, topicArn } from '../topic.js';

/**
 * Creates a topic. The same name answers the existing one, unless attributes or tags differ.
 *
 * @throws Fault `InvalidParameter`
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
export function createTopic(input: CreateTopicCommandInput, { world }: CallContext): Answer<CreateTopicCommandOutput> {
  const name = input.Name ?? '';
  const attributes = input.Attributes ?? {};
  const fifo = attributes.FifoTopic === 'true';
  if (!/^[a-zA-Z0-9_-]{1,256}$/.test(fifo ? name.replace(/\.fifo$/, '') : name) || (fifo && !name.endsWith('.fifo'))) {
    throw invalidParameter('Topic Name');
  }
  checkTopicAttributes(attributes);
  const tags = readTags(input.Tags);
  const arn = topicArn(world.region, name);
  const existing = Object.hasOwn(world.sns.topics, arn) ? world.sns.topics[arn] : undefined;
  if (!existing) {
    world.sns.topics[arn] = { arn, name, attributes: { ...attributes }, tags, subscriptionsDeleted: 0 };
    return { TopicArn: arn };
  }
  if (Object.entries(attributes).some(([key, value]) => (existing.attributes[key] ?? '') !== value)) {
    throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  }
  if (input.Tags && !sameTags(tags, existing.tags)) {
    throw invalidParameter('Tags Reason: Topic already exists with different tags');
  }
  return { TopicArn: arn };
}

function sameTags(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const text = (tags: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(tags).sort());
  return text(one) === text(other);
}
