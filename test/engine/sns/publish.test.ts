import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { takeMail } from '../../../src/engine/sns/mail.js';
import { confirmSubscription } from '../../../src/engine/sns/operations/confirm-subscription.js';
import { createTopic } from '../../../src/engine/sns/operations/create-topic.js';
import { publish } from '../../../src/engine/sns/operations/publish.js';
import { publishBatch } from '../../../src/engine/sns/operations/publish-batch.js';
import { setSubscriptionAttributes } from '../../../src/engine/sns/operations/set-subscription-attributes.js';
import { subscribe } from '../../../src/engine/sns/operations/subscribe.js';
import { Region } from '../ecs/region.js';

function subscribed(Protocol: 'email' | 'email-json' = 'email', Endpoint = 'ops@example.com') {
  const region = new Region();
  const TopicArn = createTopic({ Name: 'deployments' }, region.context).TopicArn ?? '';
  const { SubscriptionArn = '' } = subscribe(
    { TopicArn, Protocol, Endpoint, ReturnSubscriptionArn: true },
    region.context,
  );
  const Token = region.world.sns.subscriptions[SubscriptionArn]?.token;
  confirmSubscription({ TopicArn, Token }, region.context);
  takeMail(region.world);
  const send = (input: Partial<PublishCommandInput> = {}) =>
    publish({ TopicArn, Message: 'It is out.', ...input }, region.context);
  const filter = (policy: object, scope = 'MessageAttributes') => {
    const set = (AttributeName: string, AttributeValue: string) =>
      setSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue }, region.context);
    set('FilterPolicyScope', scope);
    set('FilterPolicy', JSON.stringify(policy));
  };
  return { region, TopicArn, SubscriptionArn, send, filter };
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

describe('a published message', () => {
  it('reaches a confirmed address as a mail, with the footer of SNS', () => {
    const { region, send, SubscriptionArn } = subscribed();
    const { MessageId } = send({ Subject: '[prod] web SUCCEEDED' });

    expect(takeMail(region.world)).toEqual([
      expect.objectContaining({
        messageId: MessageId,
        to: 'ops@example.com',
        from: 'AWS Notifications',
        subject: '[prod] web SUCCEEDED',
        body: expect.stringContaining(
          `It is out.\n\n--\nIf you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:\nhttps://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}\n`,
        ),
      }),
    ]);
    expect(takeMail(region.world)).toEqual([]);
  });

  it('brings each protocol its own text, and the default where it has none', () => {
    const Message = JSON.stringify({ default: 'machines', email: 'people' });
    const people = subscribed('email');
    people.send({ Message, MessageStructure: 'json' });
    const machines = subscribed('email-json');
    machines.send({ Message, MessageStructure: 'json' });

    expect(takeMail(people.region.world)[0]?.body).toMatch(/^people\n/);
    expect(JSON.parse(takeMail(machines.region.world)[0]?.body ?? '')).toMatchObject({
      Type: 'Notification',
      Message: 'machines',
      TopicArn: machines.TopicArn,
    });
  });

  it('is kept, with what became of it at each subscription', () => {
    const { region, send, SubscriptionArn, TopicArn } = subscribed();
    const queue = 'arn:aws:sqs:eu-west-1:123456789012:queue';
    const { SubscriptionArn: other = '' } = subscribe({ TopicArn, Protocol: 'sqs', Endpoint: queue }, region.context);
    send({ MessageAttributes: { state: text('FAILED') } });

    expect(region.world.sns.published).toMatchObject([
      {
        message: 'It is out.',
        attributes: { state: { type: 'String', value: 'FAILED' } },
        deliveries: [
          { subscriptionArn: SubscriptionArn, outcome: 'mailed' },
          { subscriptionArn: other, outcome: 'not-modelled', protocol: 'sqs' },
        ],
      },
    ]);
  });

  it.each<[string, Partial<PublishCommandInput>]>([
    ['Invalid parameter: Empty message', { Message: '' }],
    ['Invalid parameter: Message too long', { Message: 'x'.repeat(262_145) }],
    ['Invalid parameter: Message too long', { Message: 'ä'.repeat(131_073) }],
    ['Invalid parameter: Message too long', { Message: 'x'.repeat(262_144), MessageAttributes: { a: text('b') } }],
    ['Invalid parameter: Subject', { Subject: 'x'.repeat(100) }],
    ['Invalid parameter: Subject', { Subject: '' }],
    ['Invalid parameter: Subject', { Subject: 'two\nlines' }],
    ['Invalid parameter: Subject', { Subject: ' begins with a blank' }],
    ['JSON message body failed to parse', { MessageStructure: 'json' }],
    ['No default entry in JSON message body', { MessageStructure: 'json', Message: '{"email":"x"}' }],
    ['Invalid parameter: MessageStructure', { MessageStructure: 'xml' }],
    ['non-empty message attribute value', { MessageAttributes: { a: text('') } }],
    ['non-empty message attribute type', { MessageAttributes: { a: { DataType: '', StringValue: 'x' } } }],
    ['value to number', { MessageAttributes: { a: { DataType: 'Number', StringValue: 'many' } } }],
    ['invalid message attribute type', { MessageAttributes: { a: { DataType: 'Date', StringValue: 'x' } } }],
    ['no value for required parameter', { TopicArn: undefined }],
    ['An ARN must have at least 6 elements, not 1', { TopicArn: 'deployments' }],
    ['Topic does not exist', { TopicArn: 'arn:aws:sns:eu-west-1:123456789012:gone' }],
    ['does not model text messages', { PhoneNumber: '+4912345' }],
  ])('is refused: %s', (message, input) => {
    const { region, send } = subscribed();

    expect(() => send(input)).toThrow(message);
    expect(region.world.sns.published).toEqual([]);
  });

  it('may be exactly as long as SNS allows, and have a subject of 99 characters', () => {
    const { region, send } = subscribed();
    send({ Message: 'x'.repeat(262_144), Subject: 'x'.repeat(99) });

    expect(takeMail(region.world)).toHaveLength(1);
  });
});

describe('a filter policy', () => {
  it.each<[boolean, object, string | undefined]>([
    [true, { state: ['FAILED'] }, 'FAILED'],
    [false, { state: ['FAILED'] }, 'SUCCEEDED'],
    [false, { state: ['FAILED'] }, undefined],
    [true, { state: [{ exists: false }] }, undefined],
    [true, { state: [{ exists: true }] }, 'x'],
    [true, { state: [{ prefix: 'FAIL' }] }, 'FAILED'],
    [false, { state: [{ prefix: 'FAIL' }] }, 'SUCCEEDED'],
    [true, { state: [{ 'anything-but': ['SUCCEEDED'] }] }, 'FAILED'],
    [false, { state: [{ 'anything-but': 'FAILED' }] }, 'FAILED'],
    [true, { state: ['SUCCEEDED', { prefix: 'F' }] }, 'FAILED'],
    [false, { state: ['FAILED'], stage: ['prod'] }, 'FAILED'],
    [true, {}, undefined],
  ])('lets a message pass: %s, for %j and the value %s', (passes, policy, value) => {
    const { region, send, filter } = subscribed();
    filter(policy);
    send(value === undefined ? {} : { MessageAttributes: { state: text(value) } });

    expect(takeMail(region.world)).toHaveLength(passes ? 1 : 0);
    expect(region.world.sns.published[0]?.deliveries[0]?.outcome).toBe(passes ? 'mailed' : 'filtered');
  });

  it('looks into lists of values, and into the body where it is told to', () => {
    const listed = subscribed();
    listed.filter({ teams: ['web'] });
    listed.send({ MessageAttributes: { teams: { DataType: 'String.Array', StringValue: '["db","web"]' } } });
    const body = subscribed();
    body.filter({ count: [3] }, 'MessageBody');
    body.send({ Message: '{"count":3}' });
    body.send({ Message: '{"count":4}' });

    expect(takeMail(listed.region.world)).toHaveLength(1);
    expect(takeMail(body.region.world)).toHaveLength(1);
  });

  it.each([
    ['failed to parse JSON', 'no JSON'],
    ['can not have more than 5 keys', JSON.stringify(Object.fromEntries([...'abcdef'].map((key) => [key, ['x']])))],
    ['must be an object or an array', '{"state":"FAILED"}'],
    ['does not support nested', '{"state":{"is":["FAILED"]}}'],
    ['exists match pattern must be either true or false', '{"state":[{"exists":"yes"}]}'],
    ['Unrecognized match type is', '{"state":[{"is":"FAILED"}]}'],
  ])('is refused: %s', (message, AttributeValue) => {
    const { region, SubscriptionArn } = subscribed();
    const set = () =>
      setSubscriptionAttributes({ SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue }, region.context);

    expect(set).toThrow(message);
  });
});

describe('PublishBatch', () => {
  it('publishes what it can, and says what it cannot', () => {
    const { region, TopicArn } = subscribed();
    const PublishBatchRequestEntries = [
      { Id: 'good', Message: 'fine' },
      { Id: 'bad', Message: '' },
    ];
    const answer = publishBatch({ TopicArn, PublishBatchRequestEntries }, region.context);

    expect(answer.Successful).toMatchObject([{ Id: 'good' }]);
    expect(answer.Failed).toMatchObject([{ Id: 'bad', SenderFault: true }]);
    expect(takeMail(region.world)).toHaveLength(1);
    expect(() => publishBatch({ TopicArn, PublishBatchRequestEntries: [] }, region.context)).toThrow('any entries');
  });
});

describe('a first-in-first-out topic', () => {
  it('wants a group with each message, and takes no addresses', () => {
    const region = new Region();
    const TopicArn = createTopic({ Name: 'd.fifo', Attributes: { FifoTopic: 'true' } }, region.context).TopicArn;
    const send = (input: object) => publish({ TopicArn, Message: 'x', ...input }, region.context);

    expect(() => send({})).toThrow('MessageGroupId parameter is required');
    expect(() => send({ MessageGroupId: 'g' })).toThrow('ContentBasedDeduplication');
    expect(send({ MessageGroupId: 'g', MessageDeduplicationId: '1' }).MessageId).toBeDefined();
    expect(() => subscribe({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com' }, region.context)).toThrow('FIFO');
  });
});
