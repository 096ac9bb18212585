import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeMail } from '../../../src/engine/sns/mail.js';
import { confirmSubscription } from '../../../src/engine/sns/operations/confirm-subscription.js';
import { createTopic } from '../../../src/engine/sns/operations/create-topic.js';
import { deleteTopic } from '../../../src/engine/sns/operations/delete-topic.js';
import { getSubscriptionAttributes } from '../../../src/engine/sns/operations/get-subscription-attributes.js';
import { getTopicAttributes } from '../../../src/engine/sns/operations/get-topic-attributes.js';
import { listSubscriptions } from '../../../src/engine/sns/operations/list-subscriptions.js';
import { listSubscriptionsByTopic } from '../../../src/engine/sns/operations/list-subscriptions-by-topic.js';
import { listTopics } from '../../../src/engine/sns/operations/list-topics.js';
import { publish } from '../../../src/engine/sns/operations/publish.js';
import { setTopicAttributes } from '../../../src/engine/sns/operations/set-topic-attributes.js';
import { subscribe } from '../../../src/engine/sns/operations/subscribe.js';
import { unsubscribe } from '../../../src/engine/sns/operations/unsubscribe.js';
import { Region } from '../ecs/region.js';

function topic(seed?: number) {
  const region = new Region(seed);
  const TopicArn = createTopic({ Name: 'deployments' }, region.context).TopicArn ?? '';
  const join = (input: object = {}) =>
    subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com', ...input }, region.context).SubscriptionArn ??
    '';
  const token = () => /--token ([0-9a-f]+)/.exec(takeMail(region.world).at(-1)?.body ?? '')?.[1] ?? '';
  const confirm = (Token: string) => confirmSubscription({ TopicArn, Token }, region.context).SubscriptionArn ?? '';
  const listed = () =>
    listSubscriptionsByTopic({ TopicArn }, region.context).Subscriptions?.map(({ SubscriptionArn }) => SubscriptionArn);
  const counts = () => {
    const { Attributes = {} } = getTopicAttributes({ TopicArn }, region.context);
    return [Attributes.SubscriptionsPending, Attributes.SubscriptionsConfirmed, Attributes.SubscriptionsDeleted];
  };
  return { region, TopicArn, join, token, confirm, listed, counts };
}

describe('an e-mail subscription', () => {
  it('is pending, gets nothing but the question, and is confirmed by the token of the mail', () => {
    const { region, TopicArn, join, token, confirm, listed, counts } = topic();
    expect(join()).toBe('pending confirmation');
    expect(listed()).toEqual(['PendingConfirmation']);
    expect(counts()).toEqual(['1', '0', '0']);
    const given = token();
    publish({ TopicArn, Message: 'too early' }, region.context);
    expect(takeMail(region.world)).toEqual([]);

    const arn = confirm(given);
    expect(arn).toMatch(/^arn:aws:sns:eu-west-1:123456789012:deployments:[0-9a-f-]{36}$/);
    expect(listed()).toEqual([arn]);
    expect(counts()).toEqual(['0', '1', '0']);
    expect(confirm(given)).toBe(arn);
    publish({ TopicArn, Message: 'now' }, region.context);
    expect(takeMail(region.world)).toHaveLength(1);
  });

  it('is dropped after two days without confirmation', () => {
    const { region, join, token, confirm, listed } = topic();
    join();
    const given = token();
    region.pass(48 * 3600 - 1);
    expect(listed()).toHaveLength(1);
    region.pass(1);
    expect(listed()).toEqual([]);
    expect(() => confirm(given)).toThrow('Invalid parameter: Token');
  });

  it('is the same one when it is asked for again, and is asked again while it is pending', () => {
    const { region, join, confirm, token } = topic();
    const arn = join({ ReturnSubscriptionArn: true });
    expect(join({ ReturnSubscriptionArn: true })).toBe(arn);
    expect(region.world.sns.outbox).toHaveLength(2);
    confirm(token());
    expect(join()).toBe(arn);
    expect(takeMail(region.world)).toEqual([]);
  });

  it('cannot be ended while it is pending, and can when it is confirmed', () => {
    const { region, join, confirm, token, counts } = topic();
    const SubscriptionArn = join({ ReturnSubscriptionArn: true });
    expect(() => unsubscribe({ SubscriptionArn }, region.context)).toThrow('pending');
    expect(() => unsubscribe({ SubscriptionArn: 'PendingConfirmation' }, region.context)).toThrow(
      'An ARN must have at least 6 elements, not 1',
    );
    confirm(token());
    unsubscribe({ SubscriptionArn }, region.context);

    expect(counts()).toEqual(['0', '0', '1']);
    expect(() => getSubscriptionAttributes({ SubscriptionArn }, region.context)).toThrow('Subscription does not exist');
  });

  it('shows its attributes', () => {
    const { region, TopicArn, join } = topic();
    const SubscriptionArn = join({ ReturnSubscriptionArn: true, Attributes: { FilterPolicy: '{"a":["b"]}' } });

    expect(getSubscriptionAttributes({ SubscriptionArn }, region.context).Attributes).toEqual({
      SubscriptionArn,
      TopicArn,
      Owner: '123456789012',
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      PendingConfirmation: 'true',
      ConfirmationWasAuthenticated: 'false',
      RawMessageDelivery: 'false',
      FilterPolicy: '{"a":["b"]}',
      FilterPolicyScope: 'MessageAttributes',
    });
  });

  it('has a token and an ARN of the form of SNS, whatever chance brings', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { join, token } = topic(seed);
        const arn = join({ ReturnSubscriptionArn: true });

        expect(arn.split(':').at(-1)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(token()).toMatch(/^2336412f37[0-9a-f]{182}$/);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [{ Protocol: 'pigeon' }, 'does not support this protocol string: pigeon'],
    [{ Endpoint: 'nobody' }, 'Invalid parameter: Email address'],
    [{ Endpoint: 'a@example.com\r\nBcc: b@example.com' }, 'Invalid parameter: Email address'],
    [{ Protocol: 'sqs', Endpoint: 'queue' }, 'Invalid parameter: SQS endpoint ARN'],
    [{ Attributes: { Colour: 'red' } }, 'Invalid parameter: AttributeName'],
  ])('is refused for %j', (input, message) => {
    const { join, region } = topic();

    expect(() => join(input)).toThrow(message);
    expect(listSubscriptions({}, region.context).Subscriptions).toEqual([]);
  });
});

describe('a topic', () => {
  it('is the same one under the same name, unless attributes or tags differ', () => {
    const { region, TopicArn } = topic();
    const create = (input: object = {}) => createTopic({ Name: 'deployments', ...input }, region.context).TopicArn;

    expect(TopicArn).toBe('arn:aws:sns:eu-west-1:123456789012:deployments');
    expect(create()).toBe(TopicArn);
    expect(() => create({ Attributes: { DisplayName: 'Ops' } })).toThrow('already exists with different attributes');
    expect(() => create({ Tags: [{ Key: 'a', Value: 'b' }] })).toThrow('already exists with different tags');
    expect(() => createTopic({ Name: 'my topic' }, region.context)).toThrow('Invalid parameter: Topic Name');
    expect(listTopics({}, region.context).Topics).toEqual([{ TopicArn }]);
  });

  it('gives its display name to the mails', () => {
    const { region, TopicArn, join } = topic();
    const set = (AttributeName: string) =>
      setTopicAttributes({ TopicArn, AttributeName, AttributeValue: 'Ops' }, region.context);
    set('DisplayName');
    join();

    expect(takeMail(region.world)[0]?.from).toBe('Ops');
    expect(() => set('Owner')).toThrow('Invalid parameter: AttributeName');
  });

  it('takes its subscriptions with it', () => {
    const { region, TopicArn, join } = topic();
    join();
    deleteTopic({ TopicArn }, region.context);

    expect(listSubscriptions({}, region.context).Subscriptions).toEqual([]);
    expect(() => getTopicAttributes({ TopicArn }, region.context)).toThrow('Topic does not exist');
    expect(() => deleteTopic({ TopicArn }, region.context)).not.toThrow();
  });

  it('lists a hundred subscriptions a page', () => {
    const { region, TopicArn, join } = topic();
    for (let number = 0; number < 101; number += 1) join({ Endpoint: `a${number}@example.com` });
    const first = listSubscriptionsByTopic({ TopicArn }, region.context);
    const second = listSubscriptionsByTopic({ TopicArn, NextToken: first.NextToken }, region.context);

    expect([first.Subscriptions?.length, second.Subscriptions?.length]).toEqual([100, 1]);
    expect(second.NextToken).toBeUndefined();
  });
});
