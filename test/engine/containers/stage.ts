import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ContainerDefinition,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  type Task,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Engine, type EngineOptions, startEngine } from '../../../src/engine/index.js';
import { makeService, PORT, web } from './service.js';

/** A folder for the scripts that stand for containers. */
export interface Scripts extends AsyncDisposable {
  readonly folder: string;
  /** Writes a script; returns the command that runs it. */
  script(name: string, text: string): Promise<string>;
}

export async function scripts(): Promise<Scripts> {
  const folder = await mkdtemp(join(tmpdir(), 'bg-deploy-tasks-'));
  return {
    folder,
    async script(name, text) {
      await writeFile(join(folder, name), text);
      return `'${process.execPath}' '${join(folder, name)}'`;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A server that answers with its environment, and does what it is told. */
export const SERVER = `
import { createServer } from 'node:http';
createServer((request, response) => {
  if (request.url === '/exit') process.exit(3);
  response.end(JSON.stringify(process.env));
}).listen(process.env.PORT);
console.log('listening');
`;

/** An engine with real tasks and one service behind a load balancer. */
export interface Stage extends AsyncDisposable {
  readonly engine: Engine;
  readonly ecs: ECSClient;
  readonly warnings: string[];
  /** Makes the service `web`. */
  serve(containers?: readonly ContainerDefinition[], desiredCount?: number): Promise<void>;
  scale(desiredCount: number): Promise<void>;
  /** The tasks that are wanted, or those that are not any more, oldest first. */
  tasks(desiredStatus?: 'RUNNING' | 'STOPPED'): Promise<Task[]>;
  /** What the service's log says, oldest first. */
  events(): Promise<string[]>;
  /** Asks the only running task's container, by name. */
  ask(path?: string, container?: string): Promise<Response>;
  /** Lets engine time pass until something holds. */
  until<Found>(look: () => Promise<Found | undefined>, most?: number): Promise<Found>;
}

export async function stage(options: EngineOptions): Promise<Stage> {
  const warnings: string[] = [];
  const engine = await startEngine({
    speed: 0,
    seed: 3,
    startAt: new Date('2026-01-05T09:00:00Z'),
    warn: (line) => warnings.push(line),
    ...options,
  });
  const client = {
    endpoint: engine.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const ecs = new ECSClient(client);
  const elbv2 = new ElasticLoadBalancingV2Client(client);

  async function tasks(desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING'): Promise<Task[]> {
    const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster: 'main', desiredStatus }));
    if (taskArns.length === 0) return [];
    const described = await ecs.send(new DescribeTasksCommand({ cluster: 'main', tasks: taskArns }));
    return (described.tasks ?? []).sort((one, other) => Number(one.createdAt) - Number(other.createdAt));
  }

  return {
    engine,
    ecs,
    warnings,
    tasks,
    async serve(containers = [web()], desiredCount = 1) {
      await makeService({ ecs, elbv2 }, containers, desiredCount);
    },
    async scale(desiredCount) {
      await ecs.send(new UpdateServiceCommand({ cluster: 'main', service: 'web', desiredCount }));
    },
    async events() {
      const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'main', services: ['web'] }));
      return (services?.[0]?.events ?? []).map(({ message = '' }) => message).reverse();
    },
    async ask(path = '/', container = 'web') {
      const [task] = engine.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
      const port = task?.containers.find(({ name }) => name === container)?.ports[PORT];
      return fetch(`http://127.0.0.1:${port}${path}`);
    },
    async until(look, most = 600) {
      for (let passed = 0; passed < most; passed += 1) {
        const found = await look();
        if (found !== undefined) return found;
        await engine.clock.advance(1000);
        // What real processes write takes real time to arrive, and ten minutes of an engine may pass in less.
        await delay(2);
      }
      throw new Error(`Nothing came of it within ${most} seconds; warned of: ${warnings.join('\n')}`);
    },
    async [Symbol.asyncDispose]() {
      ecs.destroy();
      elbv2.destroy();
      await engine.close();
    },
  };
}
