import { ConfirmSubscriptionCommand, CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAwsClients } from '../../src/aws/clients.js';
import type { DeploymentEvent } from '../../src/deployment/event.js';
import { startEngine } from '../../src/engine/index.js';
import { withNotifications } from '../../src/notify/notifier.js';
import { snsPublisher } from '../../src/notify/sns.js';
import { CONTEXT, CREATED, FAILED, HOOK_FAILED, READY, result, TEST_TRAFFIC } from './events.js';

async function world() {
  const engine = await startEngine({ speed: 0, seed: 1, startAt: new Date('2026-03-01T04:00:00Z') });
  const clients = createAwsClients({ endpointUrl: engine.endpoint, region: 'eu-west-1', maxAttempts: 1 });
  onTestFinished(async () => {
    clients.destroy();
    await engine.close();
  });
  const makeTopic = async (Name: string, attributes: Record<string, string> = {}) => {
    const { TopicArn = '' } = await clients.sns.send(new CreateTopicCommand({ Name, Attributes: attributes }));
    return TopicArn;
  };
  /** Subscribes an address and opens the link in the mail that it gets. */
  const subscribe = async (
    TopicArn: string,
    Protocol: 'email' | 'email-json',
    Attributes: Record<string, string> = {},
  ) => {
    const Endpoint = `${Protocol}@example.com`;
    await clients.sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
    const mail = await mailTo(Endpoint);
    const Token = /^Token: (\S+)$/m.exec(mail.at(-1)?.body ?? '')?.[1] ?? '';
    await clients.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  };
  const mailTo = async (address: string) => {
    await engine.clock.advance(1_000);
    return engine.mail.filter(({ to }) => to === address);
  };
  const release = async (topic: string, events: readonly DeploymentEvent[]) => {
    const seen: DeploymentEvent[] = [];
    async function* source() {
      yield* events;
    }
    const options = { publisher: snsPublisher(clients.sns), topic, context: CONTEXT, clock: engine.clock };
    for await (const event of withNotifications(source(), options)) seen.push(event);
    return seen;
  };
  const called = (operation: string) => engine.requests.filter((request) => request.operation === operation).length;
  return { engine, clients, makeTopic, subscribe, mailTo, release, called };
}

const failed = [CREATED, TEST_TRAFFIC, HOOK_FAILED, FAILED];

describe('notifications through SNS', () => {
  it('reach a person as text under the subject', async () => {
    const { makeTopic, subscribe, mailTo, release } = await world();
    const arn = await makeTopic('deployments');
    await subscribe(arn, 'email');
    const events = await release(arn, failed);
    const sent = events.flatMap((event) => (event.type === 'notification.sent' ? [event] : []));
    const alertSubject = '[live] web d-ABC123DEF FAILED at AfterAllowTestTraffic';
    expect(sent.map(({ subject }) => subject).toSorted()).toEqual([alertSubject, '[live] web d-ABC123DEF STARTED']);
    expect(sent.every(({ topic }) => topic === arn)).toBe(true);
    const alert = (await mailTo('email@example.com')).find(({ subject }) => subject === alertSubject);
    expect(sent.map(({ messageId }) => messageId)).toContain(alert?.messageId);
    expect(alert?.body).toContain('All production traffic is on web:41. None ever reached web:42.\n');
    expect(alert?.body).toContain('\n  bg-deploy status d-ABC123DEF --env live\n');
  });

  it('reach a program as a JSON document', async () => {
    const { makeTopic, subscribe, mailTo, release } = await world();
    const arn = await makeTopic('deployments');
    await subscribe(arn, 'email-json');
    await release(arn, failed);
    const alert = (await mailTo('email-json@example.com')).find(({ subject }) => subject.includes('FAILED'));
    const envelope = JSON.parse(alert?.body ?? '');
    expect(JSON.parse(envelope.Message)).toMatchObject({ version: 1, event: 'failed', deploymentId: 'd-ABC123DEF' });
  });

  it('can be chosen from by a filter policy', async () => {
    const { makeTopic, subscribe, mailTo, release } = await world();
    const arn = await makeTopic('deployments');
    await subscribe(arn, 'email', { FilterPolicy: JSON.stringify({ event: ['failed', 'uncertain'] }) });
    await release(arn, failed);
    const subjects = (await mailTo('email@example.com')).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('d-ABC123DEF'))).toEqual([
      '[live] web d-ABC123DEF FAILED at AfterAllowTestTraffic',
    ]);
  });

  it('find a topic by its name, among more than fit on a page, and look for it once', async () => {
    const { makeTopic, release, called } = await world();
    for (let index = 0; index < 105; index++) await makeTopic(`other-${String(index).padStart(3, '0')}`);
    const arn = await makeTopic('zz-deployments');
    const events = await release('zz-deployments', [CREATED]);
    expect(events.at(-1)).toMatchObject({ type: 'notification.sent', topic: arn });
    expect(called('ListTopics')).toBe(2);
    const before = called('ListTopics');
    await release(arn, [CREATED, READY]);
    expect(called('ListTopics')).toBe(before);
  });

  it('say where a topic is missing what to do, and the release goes on', async () => {
    const { release, called } = await world();
    const events = await release('deployments', [CREATED, result()]);
    expect(events.at(-1)).toMatchObject({ type: 'result', exitCode: 0 });
    const failures = events.flatMap((event) => (event.type === 'notification.failed' ? [event] : []));
    expect(failures.map(({ subject }) => subject).toSorted()).toEqual([
      '[live] web d-ABC123DEF STARTED',
      '[live] web d-ABC123DEF SUCCEEDED',
    ]);
    expect(new Set(failures.map(({ reason }) => reason))).toEqual(
      new Set([
        'there is no SNS topic deployments in this region and account. Run `bg-deploy bootstrap`, or correct notifications.topic.',
      ]),
    );
    expect(called('CreateTopic')).toBe(0);
  });

  it('say so where a topic that was named by its ARN is gone', async () => {
    const { release } = await world();
    const arn = 'arn:aws:sns:eu-west-1:123456789012:gone';
    expect((await release(arn, [CREATED])).at(-1)).toMatchObject({
      type: 'notification.failed',
      reason: expect.stringContaining(`there is no SNS topic ${arn}`),
    });
  });

  it('go to a FIFO topic too, which wants a group and an id of each', async () => {
    const { makeTopic, release } = await world();
    const arn = await makeTopic('deployments.fifo', { FifoTopic: 'true' });
    const events = await release('deployments.fifo', failed);
    expect(events.filter(({ type }) => type === 'notification.sent')).toMatchObject([{ topic: arn }, { topic: arn }]);
  });

  it('fail in a sentence where nothing answers', async () => {
    const { engine, release } = await world();
    await engine.close();
    const events = await release('arn:aws:sns:eu-west-1:123456789012:deployments', [CREATED]);
    expect(events.at(-1)).toMatchObject({
      type: 'notification.failed',
      reason: expect.stringMatching(/^Amazon SNS Publish .* cannot be reached .*\. Check the network/),
    });
  });
});
