import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as codedeploy from '@aws-sdk/client-codedeploy';
import * as ecs from '@aws-sdk/client-ecs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Engine, type EngineOptions, type HookStandIn, startEngine } from '../../../src/engine/index.js';
import { credentials } from './support/test-model.js';

let directory: string;
let engine: Engine;
let warnings: string[];
let clients: ReturnType<typeof clientsOf>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bg-deploy-release-'));
});

beforeEach(() => {
  warnings = [];
});

afterEach(() => engine.close());

afterAll(() => rm(directory, { recursive: true, force: true }));

async function start(options: EngineOptions): Promise<void> {
  engine = await startEngine({ speed: 0, seed: 3, warn: (line) => warnings.push(line), ...options });
  clients = clientsOf(engine.endpoint);
}

function clientsOf(endpoint: string) {
  const settings = { endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 };
  return {
    codedeploy: new codedeploy.CodeDeployClient(settings),
    ecs: new ecs.ECSClient(settings),
    elbv2: new elbv2.ElasticLoadBalancingV2Client(settings),
  };
}

/** Makes all that a release needs, and deploys with a hook before production traffic. */
async function release(): Promise<string> {
  const [blue, green] = await Promise.all(['blue', 'green'].map(targetGroup));
  const { LoadBalancers: [balancer] = [] } = await clients.elbv2.send(
    new elbv2.CreateLoadBalancerCommand({ Name: 'web', Subnets: ['subnet-1', 'subnet-2'] }),
  );
  const { Listeners: [listener] = [] } = await clients.elbv2.send(
    new elbv2.CreateListenerCommand({
      LoadBalancerArn: balancer?.LoadBalancerArn,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }],
    }),
  );
  expect(green).toBeDefined();
  await clients.ecs.send(new ecs.CreateClusterCommand({ clusterName: 'main' }));
  await clients.ecs.send(
    new ecs.CreateServiceCommand({
      cluster: 'main',
      serviceName: 'web',
      taskDefinition: await register(),
      desiredCount: 2,
      launchType: 'FARGATE',
      deploymentController: { type: 'CODE_DEPLOY' },
      loadBalancers: [{ targetGroupArn: blue, containerName: 'app', containerPort: 80 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'] } },
    }),
  );
  await engine.clock.advance(600_000);
  const names = { applicationName: 'web', deploymentGroupName: 'web' };
  await clients.codedeploy.send(
    new codedeploy.CreateApplicationCommand({ applicationName: 'web', computePlatform: 'ECS' }),
  );
  await clients.codedeploy.send(
    new codedeploy.CreateDeploymentGroupCommand({
      ...names,
      serviceRoleArn: 'arn:aws:iam::123456789012:role/ecsCodeDeployRole',
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 1440 },
      },
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: 'blue' }, { name: 'green' }],
            prodTrafficRoute: { listenerArns: [listener?.ListenerArn ?? ''] },
          },
        ],
      },
      ecsServices: [{ clusterName: 'main', serviceName: 'web' }],
    }),
  );
  const content = JSON.stringify({
    version: 0.0,
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: await register(),
            LoadBalancerInfo: { ContainerName: 'app', ContainerPort: 80 },
          },
        },
      },
    ],
    Hooks: [{ BeforeAllowTraffic: 'smoke' }],
  });
  const revision = { revisionType: 'AppSpecContent', appSpecContent: { content } } as const;
  const created = await clients.codedeploy.send(new codedeploy.CreateDeploymentCommand({ ...names, revision }));
  return created.deploymentId ?? '';
}

async function targetGroup(Name: string): Promise<string | undefined> {
  const { TargetGroups: [group] = [] } = await clients.elbv2.send(
    new elbv2.CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' }),
  );
  return group?.TargetGroupArn;
}

async function register(): Promise<string> {
  const { taskDefinition } = await clients.ecs.send(
    new ecs.RegisterTaskDefinitionCommand({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'nginx:1', portMappings: [{ containerPort: 80 }] }],
    }),
  );
  return taskDefinition?.taskDefinitionArn ?? '';
}

async function statusOf(deploymentId: string) {
  const { deploymentInfo } = await clients.codedeploy.send(new codedeploy.GetDeploymentCommand({ deploymentId }));
  return { status: deploymentInfo?.status, error: deploymentInfo?.errorInformation?.message };
}

/** A Lambda function of the simplest kind, which reports over the wire by itself. */
const REPORTER = `
export const handler = async (event) => {
  const body = JSON.stringify({
    deploymentId: event.DeploymentId,
    lifecycleEventHookExecutionId: event.LifecycleEventHookExecutionId,
    status: 'Succeeded',
  });
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus',
    authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/' + process.env.AWS_REGION + '/codedeploy/aws4_request',
  };
  const reply = await fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', headers, body });
  if (!reply.ok) throw new Error(await reply.text());
};
`;

const DAY = 86_400_000;

describe('a release over the wire', () => {
  it.each<[string, HookStandIn, object]>([
    ['a function that says Succeeded', async () => 'Succeeded', { status: 'Succeeded' }],
    [
      'a function that says Failed',
      async () => 'Failed',
      { status: 'Failed', error: expect.stringContaining('validation functions failed') },
    ],
    ['a fixed answer', { answer: 'succeed' }, { status: 'Succeeded' }],
    [
      'a fixed silence',
      { answer: 'silent' },
      { status: 'Failed', error: expect.stringContaining('waiting for a status callback') },
    ],
    [
      'a function that throws, after which nobody reports',
      async () => {
        throw new Error('no route');
      },
      { status: 'Failed', error: expect.stringContaining('waiting for a status callback') },
    ],
  ])('goes as its hook decides: %s', async (_what, smoke, verdict) => {
    await start({ hooks: { smoke } });
    const deploymentId = await release();
    await engine.clock.advance(3 * DAY);
    expect(await statusOf(deploymentId)).toMatchObject(verdict);
  });

  it('waits on the virtual clock for a module that reports by itself', async () => {
    const module = join(directory, 'smoke.mjs');
    await writeFile(module, REPORTER);
    await start({ hooks: { 'arn:aws:lambda:eu-west-1:123456789012:function:smoke:live': { module } } });
    const deploymentId = await release();
    await engine.clock.advance(3 * DAY);
    expect(warnings).toEqual([]);
    expect(await statusOf(deploymentId)).toMatchObject({ status: 'Succeeded' });
    expect(engine.requests.map(({ operation }) => operation)).toContain('PutLifecycleEventHookExecutionStatus');
  });

  it('comes to the same end when the engine stops and starts again at every step', async () => {
    const stateDirectory = join(directory, 'state');
    const options = { stateDirectory, hooks: { smoke: async () => 'Succeeded' as const } };
    await start(options);
    const deploymentId = await release();
    let last: Awaited<ReturnType<typeof statusOf>> = await statusOf(deploymentId);
    const seen = new Set([last.status]);
    for (let step = 0; step < 40 && last.status !== 'Succeeded'; step += 1) {
      await engine.clock.advance(step < 20 ? 20_000 : DAY / 8);
      await engine.close();
      await start(options);
      last = await statusOf(deploymentId);
      seen.add(last.status);
    }
    expect([...seen].at(-1)).toBe('Succeeded');
    expect(warnings).toEqual([]);
  });
});
