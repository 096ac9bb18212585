import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putMetricAlarm } from '../../../src/engine/cloudwatch/operations/put-metric-alarm.js';
import { setAlarmState } from '../../../src/engine/cloudwatch/operations/set-alarm-state.js';
import { takeEvents } from '../../../src/engine/events/emit.js';
import type { EngineEvent } from '../../../src/engine/events/engine-event.js';
import { startEngine } from '../../../src/engine/index.js';
import { createWorld } from '../../support/world.js';
import { Region } from '../ecs/region.js';
import { receive } from '../support/receiver.js';
import { outcomeOf, release } from '../support/release.js';

const HOUR = 3_600_000;

const ofDeployments = (events: readonly EngineEvent[]) =>
  events.filter(({ source }) => source === 'aws.codedeploy').map(({ detail }) => detail.state);

describe('the events of a release', () => {
  it('have the form of EventBridge, and tell the states of the deployment', async () => {
    await using world = await createWorld({ readyMinutes: 5 });
    const deploymentId = await release(world);
    const begun = world.engine.events.length;
    await world.engine.clock.advance(2 * HOUR);
    const { events } = world.engine;
    expect(ofDeployments(events)).toEqual(['START', 'READY', 'STOP', 'START', 'SUCCESS']);
    expect(events.slice(begun).find(({ source }) => source === 'aws.codedeploy')).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      'detail-type': 'CodeDeploy Deployment State-change Notification',
      source: 'aws.codedeploy',
      account: '123456789012',
      time: expect.stringMatching(/^2026-01-05T09:\d\d:\d\dZ$/),
      region: 'eu-west-1',
      resources: [
        'arn:aws:codedeploy:eu-west-1:123456789012:application:AppECS-main-web',
        'arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:AppECS-main-web/DgpECS-main-web',
      ],
      detail: {
        region: 'eu-west-1',
        deploymentId,
        instanceGroupId: expect.any(String),
        deploymentGroup: 'DgpECS-main-web',
        state: 'START',
        application: 'AppECS-main-web',
      },
    });
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('tell each state of each task once, in order, and what the service does', async () => {
    await using world = await createWorld();
    await release(world);
    await world.engine.clock.advance(2 * HOUR);
    const { events } = world.engine;
    const lives = new Map<string, unknown[]>();
    for (const { detail, resources } of events) {
      if (!('lastStatus' in detail)) continue;
      const task = resources[0] ?? '';
      lives.set(task, [...(lives.get(task) ?? []), detail.lastStatus]);
    }
    expect(lives.size).toBe(4);
    const up = ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING'];
    const down = ['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'];
    const [first, second, third, fourth] = lives.values();
    expect([first, second]).toEqual([
      [...up, ...down],
      [...up, ...down],
    ]);
    expect([third, fourth]).toEqual([up, up]);
    const actions = events.filter((event) => event['detail-type'] === 'ECS Service Action');
    expect(actions.map(({ detail }) => detail.eventName)).toEqual(
      expect.arrayContaining(['SERVICE_STEADY_STATE', 'TASKSET_STEADY_STATE', 'SERVICE_DESIRED_COUNT_UPDATED']),
    );
    expect(actions[0]?.detail).toMatchObject({
      eventType: 'INFO',
      clusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/main',
      createdAt: expect.stringMatching(/^2026-01-05T/),
    });
  });

  it('tell a failure', async () => {
    await using world = await createWorld({ hooks: { smoke: async () => 'Failed' } });
    await release(world, { AfterInstall: 'smoke' });
    await world.engine.clock.advance(2 * HOUR);
    expect(ofDeployments(world.engine.events)).toEqual(['START', 'FAILURE', 'START', 'SUCCESS']);
  });
});

describe('where events can be read', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bg-deploy-events-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is a file of lines, in order, that a next engine goes on with', async () => {
    const eventsFile = join(folder, 'deep', 'events.ndjson');
    const seen: EngineEvent[] = [];
    for (const region of ['eu-west-1', 'eu-west-2']) {
      const engine = await startEngine({ speed: 0, eventsFile });
      await make(engine.endpoint, region);
      await engine.clock.advance(HOUR);
      seen.push(...engine.events);
      await engine.close();
    }
    const lines = (await readFile(eventsFile, 'utf8')).trimEnd().split('\n');
    expect(seen.length).toBeGreaterThan(4);
    expect(lines.map((line) => JSON.parse(line))).toEqual(seen);
  });

  it('is an address that tells what was so far, and goes on for who follows', async () => {
    const engine = await startEngine({ speed: 0 });
    await make(engine.endpoint, 'eu-west-1');
    await engine.clock.advance(20_000);
    const soFar = await fetch(`${engine.endpoint}/_bg-deploy/events`);
    expect(soFar.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await soFar.text()).trimEnd().split('\n');
    expect(lines).toEqual(engine.events.map((event) => JSON.stringify(event)));

    const following = await fetch(`${engine.endpoint}/_bg-deploy/events?follow`);
    await engine.clock.advance(HOUR);
    const all = engine.events.map((event) => `${JSON.stringify(event)}\n`).join('');
    expect(engine.events.length).toBeGreaterThan(lines.length);
    const [text] = await Promise.all([following.text(), engine.close()]);
    expect(text).toBe(all);
  });
});

describe('an alarm that changes its state', () => {
  it('is told as CloudWatch tells it', () => {
    const region = new Region();
    putMetricAlarm(
      {
        AlarmName: '5xx',
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HTTPCode_Target_5XX_Count',
        Dimensions: [{ Name: 'LoadBalancer', Value: 'app/web/1' }],
        Period: 60,
        Statistic: 'Sum',
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      },
      region.context,
    );
    takeEvents(region.world);
    region.pass(60);
    setAlarmState({ AlarmName: '5xx', StateValue: 'ALARM', StateReason: 'a drill' }, region.context);
    setAlarmState({ AlarmName: '5xx', StateValue: 'ALARM', StateReason: 'the same' }, region.context);
    expect(takeEvents(region.world)).toMatchObject([
      {
        source: 'aws.cloudwatch',
        'detail-type': 'CloudWatch Alarm State Change',
        resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:5xx'],
        time: '2026-01-01T00:01:00Z',
        detail: {
          alarmName: '5xx',
          state: { value: 'ALARM', reason: 'a drill', timestamp: '2026-01-01T00:01:00.000+0000' },
          previousState: { value: 'INSUFFICIENT_DATA', timestamp: '2026-01-01T00:00:00.000+0000' },
          configuration: {
            metrics: [
              {
                metricStat: {
                  metric: {
                    namespace: 'AWS/ApplicationELB',
                    name: 'HTTPCode_Target_5XX_Count',
                    dimensions: { LoadBalancer: 'app/web/1' },
                  },
                  period: 60,
                  stat: 'Sum',
                },
                returnData: true,
              },
            ],
          },
        },
      },
    ]);
  });
});

describe('the triggers of a group', () => {
  it('reach an HTTP endpoint that is subscribed to their topic', async () => {
    await using receiver = await receive();
    await using world = await createWorld();
    const { sns, codedeploy } = world.clients;
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'deploys' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: receiver.url }));
    await world.engine.clock.advance(0);
    await fetch(JSON.parse(receiver.received[0]?.body ?? '').SubscribeURL);
    await codedeploy.send(
      new UpdateDeploymentGroupCommand({
        applicationName: world.target.application,
        currentDeploymentGroupName: world.target.deploymentGroup,
        triggerConfigurations: [
          {
            triggerName: 'to-sns',
            triggerTargetArn: TopicArn,
            triggerEvents: ['DeploymentStart', 'DeploymentSuccess'],
          },
        ],
      }),
    );
    const deploymentId = await release(world);
    await world.engine.clock.advance(2 * HOUR);
    expect(await outcomeOf(world, deploymentId)).toMatchObject({ status: 'Succeeded' });
    const told = receiver.received.slice(1).map(({ body }) => JSON.parse(body));
    expect(told.map(({ Subject }) => Subject.split(' ')[0])).toEqual(['Test:', 'START:', 'SUCCESS:']);
    expect(JSON.parse(told[2].Message)).toMatchObject({ deploymentId, status: 'Succeeded' });
  });
});

/** Makes a service that starts. */
async function make(endpoint: string, region: string): Promise<void> {
  const call = async (operation: string, input: object) => {
    const reply = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/${region}/ecs/aws4_request`,
      },
      body: JSON.stringify(input),
    });
    expect(reply.status).toBe(200);
  };
  await call('CreateCluster', { clusterName: 'main' });
  await call('RegisterTaskDefinition', {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'nginx:1' }],
  });
  await call('CreateService', {
    cluster: 'main',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 1,
    launchType: 'FARGATE',
    deploymentController: { type: 'EXTERNAL' },
  });
  await call('CreateTaskSet', {
    cluster: 'main',
    service: 'web',
    taskDefinition: 'web',
    launchType: 'FARGATE',
    scale: { value: 100, unit: 'PERCENT' },
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  });
}
