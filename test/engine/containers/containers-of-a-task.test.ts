import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../support/process.js';
import { PORT, web } from './service.js';
import { type Scripts, SERVER, scripts, stage } from './stage.js';

let files: Scripts;
let server: string;

beforeAll(async () => {
  files = await scripts();
  server = await files.script('server.mjs', SERVER);
});

afterAll(() => files[Symbol.asyncDispose]());

describe('the containers of a task', () => {
  it('each run with their own command, or are taken to run', async () => {
    const worker = await files.script('worker.mjs', 'console.log(process.env.QUEUE); setInterval(() => {}, 1000);');
    await using scene = await stage({ traffic: { run: { web: server, worker } } });
    await scene.serve([
      web(),
      { name: 'worker', image: 'registry.example/worker:2', environment: [{ name: 'QUEUE', value: 'mail' }] },
      { name: 'agent', image: 'registry.example/agent', essential: false },
    ]);
    await scene.engine.clock.advance(60_000);

    const [task] = await scene.tasks();
    expect(task?.containers?.map(({ name, lastStatus }) => [name, lastStatus])).toEqual([
      ['web', 'RUNNING'],
      ['worker', 'RUNNING'],
      ['agent', 'RUNNING'],
    ]);
    const local = await scene.until(async () =>
      scene.engine.tasks[0]?.containers[1]?.lines.length ? scene.engine.tasks[0].containers : undefined,
    );
    expect(local.map(({ pid }) => typeof pid)).toEqual(['number', 'number', 'undefined']);
    expect(local[1]?.lines).toEqual(['mail']);
  });

  it('go on when one exits that is not essential', async () => {
    const brief = await files.script('brief.mjs', 'process.exitCode = 5;');
    await using scene = await stage({ traffic: { run: { web: server, brief } } });
    await scene.serve([web(), { name: 'brief', image: 'registry.example/brief', essential: false }]);
    await scene.engine.clock.advance(60_000);
    await scene.until(async () => scene.warnings.find((line) => line.includes('brief exited with code 5')));

    expect((await scene.tasks())[0]).toMatchObject({
      lastStatus: 'RUNNING',
      containers: [{ lastStatus: 'RUNNING' }, { lastStatus: 'STOPPED', exitCode: 5 }],
    });
    expect((await scene.ask()).status).toBe(200);
    expect(await scene.tasks('STOPPED')).toEqual([]);
  });

  it('are told to stop when an essential one exits', async () => {
    const worker = await files.script(
      'graceful.mjs',
      "process.on('SIGTERM', () => setTimeout(() => process.exit(4), 100)); setInterval(() => {}, 1000);",
    );
    await using scene = await stage({ traffic: { run: { web: server, worker } } });
    await scene.serve([web(), { name: 'worker', image: 'registry.example/worker' }]);
    await scene.engine.clock.advance(60_000);
    await scene.ask('/exit').catch(() => {});
    const task = await scene.until(async () =>
      (await scene.tasks('STOPPED')).find(({ lastStatus }) => lastStatus === 'STOPPED'),
    );
    expect(task).toMatchObject({
      stopCode: 'EssentialContainerExited',
      containers: [
        { name: 'web', exitCode: 3 },
        { name: 'worker', exitCode: 4 },
      ],
    });
  });

  it('start after those that they depend on', async () => {
    const migrate = await files.script('migrate.mjs', "setTimeout(() => console.log('migrated'), 300);");
    await using scene = await stage({ traffic: { run: { web: server, migrate } } });
    await scene.serve([
      web({ dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] }),
      { name: 'migrate', image: 'registry.example/migrate', essential: false },
    ]);
    await scene.engine.clock.advance(60_000);
    expect((await scene.tasks())[0]).toMatchObject({
      lastStatus: 'RUNNING',
      containers: [{ lastStatus: 'RUNNING' }, { lastStatus: 'STOPPED', exitCode: 0 }],
    });
    expect(scene.engine.tasks[0]?.containers[1]?.lines).toEqual(['migrated']);
  });

  it('do not start when what had to succeed before them failed', async () => {
    const migrate = await files.script('broken.mjs', 'process.exitCode = 1;');
    await using scene = await stage({ traffic: { run: { web: server, migrate } } });
    await scene.serve([
      web({ dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] }),
      { name: 'migrate', image: 'registry.example/migrate', essential: false },
    ]);
    const task = await scene.until(async () => (await scene.tasks('STOPPED'))[0]);
    expect(task.stopCode).toBe('TaskFailedToStart');
    expect(task.containers?.[1]?.exitCode).toBe(1);
  });
});

describe('the built-in application', () => {
  it('stands for the container that the load balancer names, and says who it is', async () => {
    await using scene = await stage({ traffic: {} });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    const [task] = await scene.tasks();
    const answer = await scene.ask('/any/path');
    expect(answer.headers.get('x-version')).toBe('1.4');
    expect(answer.headers.get('x-task')).toBe(task?.taskArn?.split('/').at(-1));
    expect(await answer.json()).toMatchObject({
      version: '1.4',
      image: 'registry.example/web:1.4',
      taskSet: task?.startedBy,
      colour: 'blue',
    });
  });

  it('answers late, in pieces, and with what it is sent', async () => {
    await using scene = await stage({ traffic: {} });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    const before = performance.now();
    expect((await scene.ask('/slow?ms=150')).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(145);
    expect(await (await scene.ask('/stream?chunks=3&ms=1')).text()).toBe('1\n2\n3\n');
    const port = scene.engine.tasks[0]?.containers[0]?.ports[PORT];
    const body = 'x'.repeat(1_000_000);
    const echoed = await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', body });
    expect(await echoed.text()).toBe(body);
  });

  it('finishes what it has begun to answer when it is to stop', async () => {
    await using scene = await stage({ traffic: {} });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    const slow = scene.ask('/slow?ms=700');
    await scene.ask();
    await scene.scale(0);
    await scene.engine.clock.advance(60_000);
    expect((await slow).status).toBe(200);
    expect((await scene.tasks('STOPPED'))[0]).toMatchObject({ lastStatus: 'STOPPED', containers: [{ exitCode: 0 }] });
    await expect(scene.ask()).rejects.toThrow();
  });
});

describe('the tasks of an engine', () => {
  it('are told of on its own paths', async () => {
    await using scene = await stage({ traffic: { run: server } });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    const answer = await fetch(`${scene.engine.endpoint}/_bg-deploy/tasks`);
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify({ tasks: scene.engine.tasks })));
  });

  it('end with the world when that is emptied', async () => {
    await using scene = await stage({ traffic: { run: server } });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    const pid = scene.engine.tasks[0]?.containers[0]?.pid ?? 0;
    await scene.engine.reset();
    await scene.engine.clock.advance(1);
    expect(isAlive(pid)).toBe(false);
    expect(scene.engine.world.regions).toEqual({});
  });
});
