import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateApplicationCommand, GetApplicationCommand, ListApplicationsCommand } from '@aws-sdk/client-codedeploy';
import { CreateClusterCommand, DescribeClustersCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createAwsClients, type OwnedAwsClients } from '../../../../src/aws/clients.js';
import { listDeploymentIds } from '../../../../src/aws/codedeploy/deployment.js';
import { start } from '../../../../src/deployment/start.js';
import { type Engine, startEngine } from '../../../../src/engine/index.js';
import { createWorld } from '../../../support/world.js';

let engine: Engine;
let clients: OwnedAwsClients;

beforeEach(async () => {
  engine = await startEngine({ speed: 0, seed: 3, startAt: new Date('2026-01-05T09:00:00Z') });
  clients = createAwsClients({ region: 'eu-west-1', endpointUrl: engine.endpoint, maxAttempts: 1 });
});

afterEach(async () => {
  clients.destroy();
  await engine.close();
});

const applications = () => clients.codedeploy.send(new ListApplicationsCommand({}));
const clusters = () => clients.ecs.send(new DescribeClustersCommand({}));
const groups = () => clients.elbv2.send(new DescribeTargetGroupsCommand({}));
const createApplication = (applicationName = 'web') =>
  clients.codedeploy.send(new CreateApplicationCommand({ applicationName, computePlatform: 'ECS' }));

/** What came of a request: `ok`, or the exception's name, its HTTP status and its message. */
async function outcome(sent: Promise<unknown>): Promise<unknown> {
  try {
    await sent;
    return 'ok';
  } catch (error) {
    if (!(error instanceof Error)) return error;
    const status =
      '$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null
        ? { httpStatusCode: undefined, ...error.$metadata }.httpStatusCode
        : undefined;
    return status === undefined && 'code' in error ? error.code : [error.name, status, error.message];
  }
}

/** Outcomes by what was refused, in short: a dot for each request that got through, an x for the others. */
async function pattern(count: number, send: () => Promise<unknown>): Promise<string> {
  let seen = '';
  for (let n = 0; n < count; n++) seen += (await outcome(send())) === 'ok' ? '.' : 'x';
  return seen;
}

describe('a throttled account', () => {
  it('refuses in the words of each service', async () => {
    const rate = 'Rate exceeded';
    const throttled = async (operation: string, send: () => Promise<unknown>) => {
      engine.scenarios.replace([`throttled:${operation}`]);
      return outcome(send());
    };
    expect(await throttled('codedeploy:ListApplications', applications)).toEqual(['ThrottlingException', 400, rate]);
    expect(await throttled('ecs:DescribeClusters', clusters)).toEqual(['ThrottlingException', 400, rate]);
    expect(await throttled('elbv2:DescribeTargetGroups', groups)).toEqual(['Throttling', 400, rate]);
    expect(await throttled('sns:*', () => clients.sns.send(new CreateTopicCommand({ Name: 'release' })))).toEqual([
      'ThrottledException',
      429,
      rate,
    ]);
  });

  it('has buckets that run empty and fill with engine time, in each region', async () => {
    engine.scenarios.replace(['throttled']);
    expect(await pattern(45, groups)).toBe(`${'.'.repeat(40)}${'x'.repeat(5)}`);
    await engine.clock.advance(200);
    expect(await pattern(4, groups)).toBe('..xx');
    await engine.clock.advance(3_600_000);
    expect(await pattern(41, groups)).toBe(`${'.'.repeat(40)}x`);
    const elsewhere = createAwsClients({ region: 'us-east-1', endpointUrl: engine.endpoint, maxAttempts: 1 });
    expect(await outcome(elsewhere.elbv2.send(new DescribeTargetGroupsCommand({})))).toBe('ok');
    elsewhere.destroy();
  });

  it('lets an operation that is named through once in thirty seconds, and others always', async () => {
    engine.scenarios.replace(['throttled:codedeploy:ListApplications']);
    expect(await pattern(2, applications)).toBe('xx');
    await engine.clock.advance(30_000);
    expect(await pattern(3, applications)).toBe('.xx');
    expect(await outcome(createApplication())).toBe('ok');
  });
});

describe('a refusal', () => {
  it('of an identity without the permission names identity, action and resource', async () => {
    engine.scenarios.replace(['access-denied:*']);
    const user = 'User: arn:aws:sts::123456789012:assumed-role/release/bg-deploy is not authorized to perform: ';
    const denied = (action: string, on: string) =>
      `${user}${action}${on} because no identity-based policy allows the ${action} action`;
    const about = (arn: string) => ` on resource: ${arn}`;
    const get = new GetApplicationCommand({ applicationName: 'web' });
    expect(await outcome(clients.codedeploy.send(get))).toEqual([
      'AccessDeniedException',
      400,
      denied('codedeploy:GetApplication', about('arn:aws:codedeploy:eu-west-1:123456789012:application:web')),
    ]);
    const register = new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions: [] });
    expect(await outcome(clients.ecs.send(register))).toEqual([
      'AccessDeniedException',
      400,
      denied('ecs:RegisterTaskDefinition', about('arn:aws:ecs:eu-west-1:123456789012:task-definition/web:*')),
    ]);
    expect(await outcome(groups())).toEqual([
      'AccessDenied',
      403,
      denied('elasticloadbalancing:DescribeTargetGroups', ''),
    ]);
    const TopicArn = 'arn:aws:sns:eu-west-1:123456789012:release';
    expect(await outcome(clients.sns.send(new PublishCommand({ TopicArn, Message: 'x' })))).toEqual([
      'AuthorizationErrorException',
      403,
      denied('SNS:Publish', about(TopicArn)),
    ]);
  });

  it('changes nothing', async () => {
    engine.scenarios.replace(['access-denied:codedeploy:CreateApplication']);
    expect(await outcome(createApplication())).not.toBe('ok');
    expect((await applications()).applications).toEqual([]);
  });

  it('by a server at fault is a 500 or a 503, for about the share that was asked for', async () => {
    engine.scenarios.replace(['server-errors:0.5']);
    const seen: unknown[] = [];
    for (let n = 0; n < 60; n++) seen.push(await outcome(applications()));
    const count = (status: string) => seen.filter((one) => JSON.stringify(one).includes(status)).length;
    expect(count('"InternalFailure",500')).toBeGreaterThan(5);
    expect(count('"ServiceUnavailable",503')).toBeGreaterThan(5);
    expect(count('"ok"')).toBeGreaterThan(15);
    engine.scenarios.replace(['server-errors:1']);
    expect(JSON.stringify(await outcome(clusters()))).toMatch(/ServerException",500|ServiceUnavailable",503/);
  });
});

describe('a connection', () => {
  it('is reset before the request is carried out', async () => {
    engine.scenarios.replace(['connection-reset:codedeploy:CreateApplication']);
    expect(await outcome(createApplication())).toBe('ECONNRESET');
    expect((await applications()).applications).toEqual([]);
    expect(engine.requests.map(({ status, errorCode }) => [status, errorCode])).toEqual([
      [0, 'ConnectionReset'],
      [200, undefined],
    ]);
  });

  it('is lost after the request was carried out', async () => {
    engine.scenarios.replace(['answer-lost:codedeploy:CreateApplication']);
    expect(await outcome(createApplication())).toBe('ECONNRESET');
    expect((await applications()).applications).toEqual(['web']);
    expect(await outcome(createApplication('other'))).toBe('ok');
  });

  it('breaks off in the middle of an answer, in JSON and in XML', async () => {
    engine.scenarios.replace(['CreateApplication', 'ListDeployments'].map((name) => `truncated:codedeploy:${name}`));
    engine.scenarios.replace([...engine.scenarios.names(), 'truncated:elbv2:*']);
    expect(String(await outcome(createApplication()))).toMatch(/^Error,200,aborted/);
    expect(String(await outcome(groups()))).toMatch(/^Error,200,aborted/);
    await expect(listDeploymentIds(clients, { application: 'a', deploymentGroup: 'g' })).rejects.toMatchObject({
      code: 'aws-unreachable',
      message: 'CodeDeploy ListDeployments (g): the answer broke off (aborted)',
    });
    expect((await applications()).applications).toEqual(['web']);
  });

  it('heals when the scenario is over', async () => {
    engine.scenarios.replace(['connection-reset:*']);
    expect(await outcome(applications())).toBe('ECONNRESET');
    engine.scenarios.replace([]);
    expect(await outcome(applications())).toBe('ok');
    expect(engine.world.requests).toBeUndefined();
  });
});

describe('a slow answer', () => {
  it('comes late on the engine clock, and moves a virtual one by itself', async () => {
    engine.scenarios.replace(['slow:30s']);
    const before = engine.clock.now();
    expect(await outcome(createApplication())).toBe('ok');
    expect(engine.clock.now() - before).toBe(30_000);
  });

  it('does not stop the clock for a hook that waits for it', async () => {
    await using world = await createWorld({
      hooks: {
        check: async (_event, { endpoint, region }) => {
          const own = createAwsClients({ region, endpointUrl: endpoint, maxAttempts: 1 });
          await own.codedeploy.send(new ListApplicationsCommand({}));
          own.destroy();
          return 'Succeeded';
        },
      },
    });
    const documents = world.documents('2', [{ event: 'AfterInstall', function: 'check' }]);
    const handle = await start({ clients: world.clients, clock: world.engine.clock, target: world.target, documents });
    world.engine.scenarios.replace(['slow:5s']);
    expect((await handle.result()).exitCode).toBe(0);
  });

  it('does not keep others waiting, nor the engine from closing', async () => {
    engine.scenarios.replace(['slow:30s']);
    const before = engine.clock.now();
    expect(await Promise.all([outcome(applications()), outcome(clusters()), outcome(groups())])).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
    expect(engine.clock.now() - before).toBe(30_000);
    const running = await startEngine({ speed: 1, scenarios: ['slow:1h'] });
    const own = createAwsClients({ region: 'eu-west-1', endpointUrl: running.endpoint, maxAttempts: 1 });
    const asked = outcome(own.codedeploy.send(new ListApplicationsCommand({})));
    while (running.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await running.close();
    expect(await asked).toBe('ECONNRESET');
    own.destroy();
  });
});

describe('stale reads', () => {
  it('answer what was true a while ago, and never longer ago than was said', async () => {
    engine.scenarios.replace(['stale-reads:60s']);
    await applications();
    const seen: number[] = [];
    for (let made = 1; made <= 20; made++) {
      await createApplication(`app-${made}`);
      const { applications: known = [] } = await applications();
      seen.push(made - known.length);
      await engine.clock.advance(10_000);
    }
    expect(Math.max(...seen)).toBeGreaterThan(2);
    expect(Math.max(...seen)).toBeLessThanOrEqual(6);
    expect(seen.some((behind) => behind === 0)).toBe(true);
    await engine.clock.advance(60_000);
    expect((await applications()).applications).toHaveLength(20);
  });

  it('leave what is written alone', async () => {
    engine.scenarios.replace(['stale-reads:60s']);
    await applications();
    await createApplication();
    expect(await outcome(createApplication())).toContain('ApplicationAlreadyExistsException');
  });
});

describe('what befalls requests', () => {
  it('is the same from the same seed, whatever is asked beside it', async () => {
    const run = async (beside: boolean) => {
      const other = await startEngine({ speed: 0, seed: 11, startAt: new Date(0), scenarios: ['server-errors:0.5'] });
      const own = createAwsClients({ region: 'eu-west-1', endpointUrl: other.endpoint, maxAttempts: 1 });
      const seen = await pattern(40, async () => {
        if (beside) await outcome(own.ecs.send(new DescribeClustersCommand({})));
        await own.codedeploy.send(new ListApplicationsCommand({}));
      });
      own.destroy();
      await other.close();
      return seen;
    };
    const alone = await run(false);
    expect(alone).toMatch(/x/);
    expect(await run(true)).toBe(alone);
  });

  it('does not change the ids that the world gives', async () => {
    const id = async () =>
      (await clients.ecs.send(new CreateClusterCommand({ clusterName: 'main' }))).cluster?.clusterArn;
    engine.scenarios.replace(['server-errors:0.5', 'stale-reads']);
    await pattern(5, groups);
    const seed = engine.world.seed;
    expect(seed).toBe(3);
    engine.scenarios.replace([]);
    expect(await id()).toContain('main');
  });

  it('goes on where it was when the engine is started again', async () => {
    const stateDirectory = mkdtempSync(join(tmpdir(), 'bg-deploy-wire-'));
    onTestFinished(() => rmSync(stateDirectory, { recursive: true, force: true }));
    const lost = async (applicationName: string) => {
      await using kept = await startEngine({ speed: 0, stateDirectory, scenarios: ['answer-lost:codedeploy:*'] });
      const own = createAwsClients({ region: 'eu-west-1', endpointUrl: kept.endpoint, maxAttempts: 1 });
      const came = await outcome(
        own.codedeploy.send(new CreateApplicationCommand({ applicationName, computePlatform: 'ECS' })),
      );
      own.destroy();
      return came;
    };
    expect([await lost('one'), await lost('two')]).toEqual(['ECONNRESET', 'ok']);
  });

  it('spares the admin paths', async () => {
    engine.scenarios.replace(['connection-reset:*', 'server-errors:1']);
    const health = await fetch(`${engine.endpoint}/_bg-deploy/health`);
    expect(health.status).toBe(200);
  });

  it.each([
    'throttled:nothing',
    'throttled:s3:GetObject',
    'slow:soon',
    'server-errors:2',
    'stale-reads:0',
    'credentials-expire:Lunch',
    'access-denied:codedeploy:create',
  ])('cannot be had as %s', (name) => {
    expect(() => engine.scenarios.replace([name])).toThrow(/cannot be had/);
  });
});
