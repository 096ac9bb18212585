import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  GetDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import { ECSClient } from '@aws-sdk/client-ecs';
import { DescribeListenersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { LocalTask } from '../../../src/engine/companion.js';
import { isAlive } from '../support/process.js';
import { makeService, PORT, register, web } from './service.js';
import { type Scripts, SERVER, scripts, stage } from './stage.js';

let files: Scripts;
let server: string;
let stateDirectory: string;

beforeAll(async () => {
  files = await scripts();
  server = await files.script('server.mjs', SERVER);
});

beforeEach(async () => {
  stateDirectory = await mkdtemp(join(tmpdir(), 'bg-deploy-state-'));
  onTestFinished(() => rm(stateDirectory, { recursive: true, force: true }));
});

afterAll(() => files[Symbol.asyncDispose]());

describe('an engine that was closed and is started again', () => {
  it('has ended its processes, and runs the same tasks anew', async () => {
    const first = await stage({ stateDirectory, traffic: { run: server } });
    await first.serve([web()], 2);
    await first.engine.clock.advance(60_000);
    const before = await first.tasks();
    const pids = pidsOf(first.engine.tasks);
    await first[Symbol.asyncDispose]();
    expect(pids).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);

    await using second = await stage({ stateDirectory, traffic: { run: server } });
    await second.engine.clock.advance(1000);
    const after = await second.tasks();
    expect(after.map(({ taskArn, lastStatus }) => [taskArn, lastStatus])).toEqual(
      before.map(({ taskArn }) => [taskArn, 'RUNNING']),
    );
    expect(second.warnings).toEqual([expect.stringMatching(/^Started again, .*: web [0-9a-f]{8}, web [0-9a-f]{8}$/)]);
    expect(pidsOf(second.engine.tasks).filter(isAlive)).toHaveLength(2);
    expect((await second.ask()).status).toBe(200);
  });

  it('ends processes that ignore SIGTERM two seconds later', async () => {
    const stubborn = await files.script('stubborn.mjs', `process.on('SIGTERM', () => {});${SERVER}`);
    const scene = await stage({ traffic: { run: stubborn } });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    const pids = pidsOf(scene.engine.tasks);
    await scene[Symbol.asyncDispose]();
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('goes on with the world of real tasks without them', async () => {
    const first = await stage({ stateDirectory, traffic: { run: server } });
    await first.serve();
    await first.engine.clock.advance(60_000);
    await first.scale(0);
    await first[Symbol.asyncDispose]();

    await using second = await stage({ stateDirectory });
    await second.engine.clock.advance(60_000);
    expect((await second.tasks('STOPPED')).map(({ lastStatus }) => lastStatus)).toEqual(['STOPPED']);
    expect(second.engine.tasks).toEqual([]);
  });
});

describe('a task of which the process that keeps it is killed', () => {
  it('ends with it, and is replaced', async () => {
    await using scene = await stage({ traffic: { run: server } });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    const [pid = 0] = pidsOf(scene.engine.tasks);
    process.kill(parentOf(pid), 'SIGKILL');
    const stopped = await scene.until(async () => (await scene.tasks('STOPPED'))[0]);
    expect(stopped.containers?.[0]?.exitCode).toBe(137);
    await until(async () => !isAlive(pid) || undefined);
    await scene.engine.clock.advance(120_000);
    expect((await scene.ask()).status).toBe(200);
  });
});

describe('kill -9 of `bg-deploy local` in the middle of a deployment', () => {
  it('leaves no process behind, and the deployment goes on to its end once it is started again', async () => {
    const config = join(stateDirectory, 'bg-deploy.yml');
    await writeFile(config, `local: { traffic: true, run: ${JSON.stringify(server)} }\n`);
    const start = () => local(['--port', '0', '--speed', '120', '--config', config, '--state', stateDirectory]);

    const first = await start();
    const clients = clientsOf(first.endpoint);
    const { deploymentId, listener } = await deploy(clients);
    await until(async () => {
      const { Listeners } = await clients.elbv2.send(new DescribeListenersCommand({ ListenerArns: [listener] }));
      const groups = Listeners?.[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups ?? [];
      return groups.some(({ Weight }) => Weight === 10) || undefined;
    });
    const pids = pidsOf(await tasksOf(first.endpoint));
    const wardens = new Set(pids.map(parentOf));
    expect(pids.filter(isAlive)).toHaveLength(2);

    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    await until(async () => ![...pids, ...wardens].some(isAlive) || undefined);

    const second = await start();
    const { codedeploy } = clientsOf(second.endpoint);
    const ended = await until(async () => {
      const { deploymentInfo } = await codedeploy.send(new GetDeploymentCommand({ deploymentId }));
      return deploymentInfo?.completeTime ? deploymentInfo : undefined;
    });
    expect(ended.status).toBe('Succeeded');
    expect(second.complaints()).toMatch(/^Started again, because (it|they) ran when the engine stopped: web /m);
    // The deployment has succeeded when it has scaled version 1 down; its task takes a while longer to stop.
    const port = await until(async () => {
      const running = (await tasksOf(second.endpoint)).filter(({ lastStatus }) => lastStatus === 'RUNNING');
      return running.length === 1 ? running[0]?.containers[0]?.ports[PORT] : undefined;
    });
    // Its process was started anew a moment ago, and has to open its port first.
    const answer = await until(() => fetch(`http://127.0.0.1:${port}/`).catch(() => undefined));
    expect(await answer.json()).toMatchObject({ BG_DEPLOY_IMAGE_TAG: '2' });

    const last = pidsOf(await tasksOf(second.endpoint));
    second.process.kill('SIGTERM');
    await once(second.process, 'exit');
    expect(last.filter(isAlive)).toEqual([]);
  }, 120_000);
});

function pidsOf(tasks: readonly LocalTask[]): number[] {
  return tasks.flatMap(({ containers }) =>
    containers.flatMap(({ pid, exitCode }) => (exitCode === undefined ? (pid ?? []) : [])),
  );
}

function parentOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
}

async function tasksOf(endpoint: string): Promise<readonly LocalTask[]> {
  const answer = await fetch(`${endpoint}/_bg-deploy/tasks`);
  const { tasks }: { tasks: LocalTask[] } = JSON.parse(await answer.text());
  return tasks;
}

interface LocalProcess {
  readonly process: ChildProcess;
  readonly endpoint: string;
  /** What it wrote to stderr so far. */
  complaints(): string;
}

/** Starts `bg-deploy local`; resolves when it is ready. */
async function local(flags: readonly string[]): Promise<LocalProcess> {
  const child = spawn(process.execPath, ['dist/cli/bin.js', 'local', '-o', 'ndjson', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { endpoint }: { endpoint: string } = JSON.parse(line);
    return { process: child, endpoint, complaints: () => complaints };
  }
  throw new Error(`bg-deploy local did not start: ${complaints}`);
}

function clientsOf(endpoint: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const options = { endpoint, region: 'eu-west-1', credentials };
  return {
    codedeploy: new CodeDeployClient(options),
    ecs: new ECSClient(options),
    elbv2: new ElasticLoadBalancingV2Client(options),
  };
}

/** Makes the service, and begins a canary release of its version 2. */
async function deploy({ codedeploy, ecs, elbv2 }: ReturnType<typeof clientsOf>) {
  const version = (tag: string) => [web({ image: `registry.example/web:${tag}` })];
  const listener = await makeService({ ecs, elbv2 }, version('1'), 1);
  await codedeploy.send(new CreateApplicationCommand({ applicationName: 'web', computePlatform: 'ECS' }));
  await codedeploy.send(
    new CreateDeploymentGroupCommand({
      applicationName: 'web',
      deploymentGroupName: 'web',
      serviceRoleArn: 'arn:aws:iam::123456789012:role/ecsCodeDeployRole',
      deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 0 },
      },
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          { targetGroups: [{ name: 'web-1' }, { name: 'web-2' }], prodTrafficRoute: { listenerArns: [listener] } },
        ],
      },
      ecsServices: [{ clusterName: 'main', serviceName: 'web' }],
    }),
  );
  const TaskDefinition = await register(ecs, version('2'));
  const content = JSON.stringify({
    version: 0.0,
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: { TaskDefinition, LoadBalancerInfo: { ContainerName: 'web', ContainerPort: PORT } },
        },
      },
    ],
  });
  const { deploymentId } = await codedeploy.send(
    new CreateDeploymentCommand({
      applicationName: 'web',
      deploymentGroupName: 'web',
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
    }),
  );
  return { deploymentId, listener };
}

async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  const deadline = performance.now() + 25_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error('Nothing came of it');
    await delay(50);
  }
}
