import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { serve } from '../ecs/served.js';

it('serves SNS to the SDK: topics, subscriptions, messages with attributes, and the refusals', async () => {
  await using engine = await serve();
  const sns = new SNSClient(engine.client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'deployments' }));
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
  const subscribed = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      Attributes: { FilterPolicy: '{"state":["FAILED"]}' },
    }),
  );
  expect(subscribed.SubscriptionArn).toBe('pending confirmation');
  const listed = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(listed.Subscriptions).toMatchObject([{ SubscriptionArn: 'PendingConfirmation', Protocol: 'email' }]);
  const Token = /--token (\S+)/.exec(engine.mail[0]?.body ?? '')?.[1];
  const { SubscriptionArn } = await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(Attributes).toMatchObject({ PendingConfirmation: 'false', FilterPolicy: '{"state":["FAILED"]}' });

  const publish = (state: string) =>
    sns.send(
      new PublishCommand({
        TopicArn,
        Subject: `web ${state}`,
        Message: 'Grüße\n& <tags>',
        MessageAttributes: { state: { DataType: 'String', StringValue: state } },
      }),
    );
  await publish('SUCCEEDED');
  const { MessageId } = await publish('FAILED');
  expect(engine.mail.slice(1)).toMatchObject([
    { messageId: MessageId, subject: 'web FAILED', body: expect.stringMatching(/^Grüße\n& <tags>\n/) },
  ]);

  await expect(publish('two\nlines')).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: Subject',
  });
  const gone = new PublishCommand({ TopicArn: `${TopicArn}-gone`, Message: 'x' });
  await expect(sns.send(gone)).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' });
});
