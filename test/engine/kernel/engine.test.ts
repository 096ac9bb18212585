import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeDeployClient, ListDeploymentConfigsCommand } from '@aws-sdk/client-codedeploy';
import {
  CreateClusterCommand,
  DescribeClustersCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { DescribeListenersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Engine, openEngine, startEngine } from '../../../src/engine/index.js';
import { functionName } from '../../../src/engine/stand-ins.js';
import { jsonCall, sendRaw } from './support/raw-request.js';
import { credentials } from './support/test-model.js';

let directory: string;
let engine: Engine;
let warnings: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bg-deploy-engine-'));
  warnings = [];
  engine = await startEngine({
    speed: 0,
    seed: 1,
    stateDirectory: directory,
    mailDirectory: join(directory, 'mail'),
    warn: (line) => warnings.push(line),
  });
});

afterEach(async () => {
  await engine.close();
  await rm(directory, { recursive: true, force: true });
});

const settings = () => ({ endpoint: engine.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });

describe('the engine', () => {
  it('answers the SDK clients of all four services at one address', async () => {
    const ecs = new ECSClient(settings());
    await ecs.send(new CreateClusterCommand({ clusterName: 'main' }));
    const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ['main'] }));
    expect(clusters).toMatchObject([{ clusterName: 'main', status: 'ACTIVE' }]);
    const configs = await new CodeDeployClient(settings()).send(new ListDeploymentConfigsCommand({}));
    expect(configs.deploymentConfigsList).toContain('CodeDeployDefault.ECSAllAtOnce');
    const absent = new DescribeListenersCommand({
      ListenerArns: [
        'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/a/0123456789abcdef/0123456789abcdef',
      ],
    });
    await expect(new ElasticLoadBalancingV2Client(settings()).send(absent)).rejects.toMatchObject({
      name: 'ListenerNotFoundException',
    });
    const topic = await new SNSClient(settings()).send(new CreateTopicCommand({ Name: 'deployments' }));
    expect(topic.TopicArn).toBe('arn:aws:sns:eu-west-1:123456789012:deployments');
    expect(warnings).toEqual([]);
  });

  it('writes the mail that is sent, and keeps it readable', async () => {
    const sns = new SNSClient(settings());
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'deployments' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' }));
    await sns.send(new PublishCommand({ TopicArn, Subject: 'unconfirmed', Message: 'm' }));
    await engine.clock.advance(1000);
    expect(engine.mail.map(({ to }) => to)).toEqual(['ops@example.com']);
    const files = await readdir(join(directory, 'mail'));
    expect(files).toEqual([expect.stringMatching(/\.eml$/)]);
    expect(await readFile(join(directory, 'mail', files[0] ?? ''), 'utf8')).toContain('To: ops@example.com');
  });

  it.each([
    ['CodeDeploy_20141006.CreateDeployment', {}, 'ApplicationNameRequiredException'],
    ['CodeDeploy_20141006.GetDeployment', {}, 'DeploymentIdRequiredException'],
    ['CodeDeploy_20141006.GetDeploymentGroup', { applicationName: 'a' }, 'DeploymentGroupNameRequiredException'],
    ['AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition', { family: 'a' }, 'ClientException'],
    ['AmazonEC2ContainerServiceV20141113.DescribeServices', {}, 'InvalidParameterException'],
  ])('names a missing member as the service does: %s', async (target, body, code) => {
    const reply = await sendRaw(engine.endpoint, jsonCall(target, body));
    expect([reply.status, JSON.parse(reply.body).__type]).toEqual([400, code]);
  });

  it('keeps its world for the next one, dates and all', async () => {
    const ecs = new ECSClient(settings());
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        containerDefinitions: [{ name: 'web', image: 'i', memory: 64 }],
      }),
    );
    const world = structuredClone(engine.world);
    await engine.close();
    engine = await startEngine({ speed: 0, stateDirectory: directory });
    expect(engine.world).toEqual(world);
  });

  it('refuses a state directory in use, and can be shared instead', async () => {
    await expect(startEngine({ stateDirectory: directory })).rejects.toMatchObject({ code: 'local-unavailable' });
    await using shared = await openEngine({ stateDirectory: directory });
    expect([shared.hosted, shared.endpoint]).toEqual([false, engine.endpoint]);
  });
});

describe('the name of a function', () => {
  it.each([
    ['smoke', 'smoke'],
    ['smoke:3', 'smoke'],
    ['arn:aws:lambda:eu-west-1:123456789012:function:smoke', 'smoke'],
    ['arn:aws:lambda:eu-west-1:123456789012:function:smoke:live', 'smoke'],
    ['123456789012:function:smoke', 'smoke'],
  ])('in %s is %s', (given, name) => {
    expect(functionName(given)).toBe(name);
  });
});
