import { createVerify } from 'node:crypto';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, describe, expect, it } from 'vitest';
import { type Engine, type EngineOptions, startEngine } from '../../../src/engine/index.js';
import { verificationKey } from '../../../src/engine/sns/signature.js';
import { receive } from '../support/receiver.js';

let engine: Engine;
let warnings: string[];

afterEach(() => engine.close());

async function start(options: EngineOptions = {}) {
  warnings = [];
  engine = await startEngine({ speed: 0, seed: 1, warn: (line) => warnings.push(line), ...options });
  return topic();
}

async function topic() {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sns = new SNSClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'deploys' }));
  const subscribe = async (Protocol: string, Endpoint: string, Attributes?: Record<string, string>) => {
    const command = new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true });
    return (await sns.send(command)).SubscriptionArn ?? '';
  };
  const state = async () => {
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    return Subscriptions.map(({ SubscriptionArn }) => SubscriptionArn);
  };
  const publish = (input: object = {}) => sns.send(new PublishCommand({ TopicArn, Message: 'It is out.', ...input }));
  return { sns, TopicArn, subscribe, state, publish };
}

const linkIn = (text: string | undefined) => /http:\S+/.exec(text ?? '')?.[0] ?? '';
const deliveries = () => engine.world.regions['eu-west-1']?.sns.published.map((message) => message.deliveries[0]);

describe('a link in a mail', () => {
  it('confirms the subscription when it is visited, and another one ends it', async () => {
    const { subscribe, state, publish } = await start();
    const arn = await subscribe('email', 'ops@example.com');
    expect(await state()).toEqual(['PendingConfirmation']);

    const confirmed = await fetch(linkIn(engine.mail[0]?.body));
    expect([confirmed.status, confirmed.headers.get('content-type')]).toEqual([200, 'text/xml']);
    expect(await confirmed.text()).toContain(`<SubscriptionArn>${arn}</SubscriptionArn>`);
    expect(await state()).toEqual([arn]);

    await publish();
    expect((await fetch(linkIn(engine.mail[1]?.body))).status).toBe(200);
    expect(await state()).toEqual([]);
    expect(engine.requests.slice(-2).map(({ operation, region }) => [operation, region])).toEqual([
      ['Unsubscribe', 'eu-west-1'],
      ['ListSubscriptionsByTopic', 'eu-west-1'],
    ]);
  });

  it('carries out nothing else, and nothing with a wrong token', async () => {
    const { TopicArn } = await start();
    const visit = async (query: string) => {
      const reply = await fetch(`${engine.endpoint}/?${query}`);
      return [reply.status, /<Code>(\w+)<\/Code>/.exec(await reply.text())?.[1]];
    };
    expect(await visit(`Action=DeleteTopic&TopicArn=${TopicArn}`)).toEqual([403, 'MissingAuthenticationToken']);
    expect(await visit('Action=DescribeLoadBalancers')).toEqual([403, 'MissingAuthenticationToken']);
    expect(await visit(`Action=ConfirmSubscription&TopicArn=${TopicArn}&Token=x`)).toEqual([400, 'InvalidParameter']);
    expect(await visit(`Action=ConfirmSubscription&TopicArn=${TopicArn}`)).toEqual([400, 'ValidationError']);
  });

  it('does not end a subscription whose owner alone may do so', async () => {
    const { sns, TopicArn, subscribe, publish } = await start();
    await subscribe('email', 'ops@example.com');
    const Token = /Token: (\S+)/.exec(engine.mail[0]?.body ?? '')?.[1];
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe: 'true' }));
    await publish();
    const refused = await fetch(linkIn(engine.mail[1]?.body));
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('<Code>AuthorizationError</Code>');
  });
});

describe('an HTTP endpoint', () => {
  it('is asked, confirms by the link and gets what is published, signed', async () => {
    await using receiver = await receive();
    const { TopicArn, sns, subscribe, state, publish } = await start();
    const arn = await subscribe('http', receiver.url);
    await engine.clock.advance(0);
    const [question] = receiver.received;
    expect(question?.headers).toMatchObject({
      'x-amz-sns-message-type': 'SubscriptionConfirmation',
      'x-amz-sns-topic-arn': TopicArn,
      'content-type': 'text/plain; charset=UTF-8',
      'user-agent': 'Amazon Simple Notification Service Agent',
    });
    const asked = JSON.parse(question?.body ?? '');
    expect(Object.keys(asked)).toEqual([
      'Type',
      'MessageId',
      'Token',
      'TopicArn',
      'Message',
      'SubscribeURL',
      'Timestamp',
      'SignatureVersion',
      'Signature',
      'SigningCertURL',
    ]);
    await publish({ Message: 'too early' });
    expect((await fetch(asked.SubscribeURL)).status).toBe(200);
    expect(await state()).toEqual([arn]);

    await publish({ Subject: 'News', MessageAttributes: { state: { DataType: 'String', StringValue: 'OK' } } });
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'SignatureVersion', AttributeValue: '2' }));
    await publish();
    await engine.clock.advance(0);
    const [, first, second, ...more] = receiver.received;
    expect(more).toEqual([]);
    expect(first?.headers).toMatchObject({
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-subscription-arn': arn,
    });
    const told = JSON.parse(first?.body ?? '');
    expect(told).toMatchObject({
      Type: 'Notification',
      MessageId: first?.headers['x-amz-sns-message-id'],
      Subject: 'News',
      Message: 'It is out.',
      SignatureVersion: '1',
      UnsubscribeURL: `${engine.endpoint}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
      MessageAttributes: { state: { Type: 'String', Value: 'OK' } },
    });
    const signed = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
    expect(verifies('RSA-SHA1', told, signed)).toBe(true);
    const later = JSON.parse(second?.body ?? '');
    expect(verifies('RSA-SHA256', later, signed)).toBe(true);
    const confirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
    expect(verifies('RSA-SHA1', asked, confirmation)).toBe(true);
    expect(deliveries()?.at(-1)).toMatchObject({ outcome: 'delivered', attempts: 1 });
  });

  it('gets the bare text when it wants that', async () => {
    await using receiver = await receive();
    const { sns, subscribe, publish } = await start();
    const SubscriptionArn = await confirmed(receiver, subscribe);
    const raw = { AttributeName: 'RawMessageDelivery', AttributeValue: 'true' };
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, ...raw }));
    await publish({ Message: 'plain' });
    await engine.clock.advance(0);
    expect(receiver.received.at(-1)).toMatchObject({ body: 'plain', headers: { 'x-amz-sns-rawdelivery': 'true' } });
  });

  it('is tried again three times, 20 seconds apart, when it fails', async () => {
    const times: number[] = [];
    await using receiver = await receive(({ body }) => {
      if (body.includes('SubscriptionConfirmation')) return { status: 200 };
      times.push(engine.clock.now());
      return { status: 503 };
    });
    const { subscribe, publish } = await start();
    await confirmed(receiver, subscribe);
    const from = engine.clock.now();
    await publish();
    await engine.clock.advance(600_000);
    expect(times.map((time) => (time - from) / 1000)).toEqual([0, 20, 40, 60]);
    expect(deliveries()).toMatchObject([{ outcome: 'undelivered', attempts: 4, reason: /status 503/ }]);
  });

  it('decides itself how it is tried again', async () => {
    await using receiver = await receive((_request, count) => ({ status: count > 4 ? 200 : 500 }));
    const { subscribe } = await start();
    const healthyRetryPolicy = { numRetries: 5, numNoDelayRetries: 2, minDelayTarget: 5, maxDelayTarget: 9 };
    await subscribe('http', receiver.url, { DeliveryPolicy: JSON.stringify({ healthyRetryPolicy }) });
    await engine.clock.advance(0);
    expect(receiver.received).toHaveLength(3);
    await engine.clock.advance(5000);
    expect(receiver.received).toHaveLength(4);
    await engine.clock.advance(7000);
    expect(receiver.received).toHaveLength(5);
    await engine.clock.advance(600_000);
    expect(receiver.received).toHaveLength(5);
  });

  it('is left alone when it does not want the message', async () => {
    await using receiver = await receive((_request, count) => ({ status: count > 1 ? 404 : 200 }));
    const { subscribe, publish } = await start();
    await confirmed(receiver, subscribe);
    await publish();
    await engine.clock.advance(600_000);
    expect(receiver.received).toHaveLength(2);
  });

  it('holds nothing up when it gives no answer', async () => {
    await using receiver = await receive(() => 'silent');
    const { subscribe } = await start();
    await subscribe('http', receiver.url);
    const begun = performance.now();
    await engine.clock.advance(86_400_000);
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it('is never contacted anywhere but on this machine', async () => {
    const { subscribe, TopicArn } = await start();
    await subscribe('https', 'https://hooks.example.com/sns');
    await subscribe('https', 'https://hooks.example.com/sns');
    await engine.clock.advance(600_000);
    expect(warnings).toEqual([
      `A message of ${TopicArn} stays undelivered: https://hooks.example.com/sns is not on this machine, and the embedded engine contacts nothing else`,
    ]);
    expect(engine.world.regions['eu-west-1']?.sns.posts).toEqual([]);
  });
});

describe('an address that wants JSON', () => {
  it('gets the signed document', async () => {
    const { subscribe, publish } = await start();
    await subscribe('email-json', 'ops@example.com');
    await fetch(linkIn(engine.mail[0]?.body));
    await publish();
    const told = JSON.parse(engine.mail[1]?.body ?? '');
    expect(verifies('RSA-SHA1', told, ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type'])).toBe(true);
  });
});

async function confirmed(
  receiver: Awaited<ReturnType<typeof receive>>,
  subscribe: (protocol: string, endpoint: string) => Promise<string>,
): Promise<string> {
  const arn = await subscribe('http', receiver.url);
  await engine.clock.advance(0);
  await fetch(JSON.parse(receiver.received[0]?.body ?? '').SubscribeURL);
  return arn;
}

/** Verifies a message as the receivers of SNS do. */
function verifies(algorithm: string, message: Record<string, string>, members: readonly string[]): boolean {
  const text = members
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('');
  return createVerify(algorithm)
    .update(text)
    .verify(verificationKey(), message.Signature ?? '', 'base64');
}
