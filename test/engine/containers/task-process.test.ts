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

describe('a task with a command', () => {
  it('runs once its port accepts connections, and serves on a port of its own', async () => {
    const late = await files.script('late.mjs', `setTimeout(() => import('./server.mjs'), 300);`);
    await using scene = await stage({ traffic: { run: late } });
    await scene.serve([web()], 2);
    await scene.engine.clock.advance(60_000);

    const tasks = await scene.tasks();
    expect(tasks.map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING']);
    const ports = scene.engine.tasks.map(({ containers }) => containers[0]?.ports[PORT]);
    expect(new Set(ports).size).toBe(2);
    for (const port of ports) expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });

  it('sees the task definition, stand-ins for its secrets and who it is, and nothing of the account', async () => {
    process.env.AWS_PROFILE = 'production';
    process.env.DATABASE_URL = 'postgres://production';
    try {
      await using scene = await stage({ traffic: { run: server, secrets: { TOKEN: 'stand-in' } } });
      const container = web({
        environment: [
          { name: 'MODE', value: 'test' },
          { name: 'PORT', value: '80' },
          { name: 'AWS_ACCESS_KEY_ID', value: 'AKIAREAL' },
        ],
        secrets: [
          { name: 'TOKEN', valueFrom: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token' },
          { name: 'PASSWORD', valueFrom: 'arn:aws:ssm:eu-west-1:123456789012:parameter/password' },
        ],
        environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/web.env' }],
      });
      await scene.serve([container]);
      await scene.engine.clock.advance(60_000);

      const [task] = await scene.tasks();
      const local = scene.engine.tasks[0]?.containers[0]?.ports[PORT];
      const env: unknown = await (await scene.ask()).json();
      expect(env).toMatchObject({
        MODE: 'test',
        TOKEN: 'stand-in',
        PASSWORD: 'local-PASSWORD',
        PORT: String(local),
        [`PORT_${PORT}`]: String(local),
        BG_DEPLOY_IMAGE: 'registry.example/web:1.4',
        BG_DEPLOY_IMAGE_TAG: '1.4',
        BG_DEPLOY_TASK_ID: task?.taskArn?.split('/').at(-1),
        BG_DEPLOY_TASK_SET: task?.startedBy,
        BG_DEPLOY_TASK_DEFINITION: task?.taskDefinitionArn,
        BG_DEPLOY_COLOUR: 'blue',
        AWS_ENDPOINT_URL: scene.engine.endpoint,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'local',
      });
      expect(env).not.toHaveProperty('AWS_PROFILE');
      expect(env).not.toHaveProperty('DATABASE_URL');
      expect(env).toHaveProperty('PATH');
      expect(scene.warnings.filter((line) => line.includes('environmentFiles'))).toHaveLength(1);
    } finally {
      delete process.env.AWS_PROFILE;
      delete process.env.DATABASE_URL;
    }
  });

  it('counts as running after a while of real time, whether its port answers or not', async () => {
    const deaf = await files.script('deaf.mjs', 'setInterval(() => {}, 1000);');
    await using scene = await stage({ traffic: { run: deaf, portPatienceMs: 700 } });
    await scene.serve();
    const before = performance.now();
    await scene.engine.clock.advance(60_000);
    expect(performance.now() - before).toBeGreaterThan(690);
    expect((await scene.tasks()).map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING']);
  });

  it('gets SIGTERM when it is to stop, and may end its work', async () => {
    const polite = await files.script(
      'polite.mjs',
      `${SERVER}process.on('SIGTERM', () => setTimeout(() => { console.log('bye'); process.exit(0); }, 200));`,
    );
    await using scene = await stage({ traffic: { run: polite } });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    const [running] = await scene.tasks();
    const pid = scene.engine.tasks[0]?.containers[0]?.pid ?? 0;
    expect(isAlive(pid)).toBe(true);

    await scene.scale(0);
    await scene.engine.clock.advance(5000);
    expect(isAlive(pid)).toBe(true); // its connections drain
    await scene.engine.clock.advance(60_000);
    expect(isAlive(pid)).toBe(false);
    const [stopped] = await scene.tasks('STOPPED');
    expect(stopped).toMatchObject({
      taskArn: running?.taskArn,
      lastStatus: 'STOPPED',
      stopCode: 'ServiceSchedulerInitiated',
      containers: [{ lastStatus: 'STOPPED', exitCode: 0 }],
    });
    expect(scene.engine.tasks[0]?.containers[0]?.lines).toEqual(['listening', 'bye']);
  });

  it('is recorded with 143 when SIGTERM ends it', async () => {
    await using scene = await stage({ traffic: { run: server } });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    await scene.scale(0);
    await scene.engine.clock.advance(60_000);
    expect((await scene.tasks('STOPPED'))[0]?.containers?.[0]?.exitCode).toBe(143);
  });

  it('is killed with all its children when it ignores SIGTERM, and stopped only then', async () => {
    const stubborn = await files.script(
      'stubborn.mjs',
      `import { spawn } from 'node:child_process';
      process.on('SIGTERM', () => console.log('no'));
      const child = spawn('sleep', ['300']);
      console.log(child.pid);
      ${SERVER}`,
    );
    await using scene = await stage({ traffic: { run: stubborn } });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    const child = await scene.until(async () => scene.engine.tasks[0]?.containers[0]?.lines[0]);

    await scene.scale(0);
    const before = performance.now();
    await scene.engine.clock.advance(60_000);
    expect(performance.now() - before).toBeGreaterThan(1900); // what it has at least, in real time
    expect((await scene.tasks('STOPPED'))[0]).toMatchObject({
      lastStatus: 'STOPPED',
      containers: [{ exitCode: 137 }],
    });
    expect(isAlive(Number(child))).toBe(false);
  });

  it('that exits is replaced, with its exit code, ECS’s reason, and its last lines in a warning', async () => {
    const crash = await files.script(
      'crash.mjs',
      `for (let line = 1; line <= 30; line += 1) console.error('line ' + line);
      process.exitCode = 7;`,
    );
    await using scene = await stage({ traffic: { run: crash } });
    await scene.serve();
    const stopped = await scene.until(async () => {
      const gone = (await scene.tasks('STOPPED')).filter(({ lastStatus }) => lastStatus === 'STOPPED');
      return gone.length >= 2 ? gone : undefined;
    });
    for (const task of stopped) {
      expect(task).toMatchObject({
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        containers: [{ name: 'web', lastStatus: 'STOPPED', exitCode: 7 }],
      });
    }
    const [warning = ''] = scene.warnings.filter((line) => line.includes('exited with code 7'));
    expect(warning).toContain(`of web: the container web exited with code 7\n`);
    expect(warning).toContain('line 11\n');
    expect(warning).toContain('line 30');
    expect(warning).not.toContain('line 10\n');
  });

  it('that cannot be found ends with 127, as its shell says', async () => {
    await using scene = await stage({ traffic: { run: 'no-such-program --serve' } });
    await scene.serve();
    const task = await scene.until(async () => (await scene.tasks('STOPPED'))[0]);
    expect(task).toMatchObject({ stopCode: 'EssentialContainerExited', containers: [{ exitCode: 127 }] });
    expect(scene.warnings.join('\n')).toContain('not found');
  });

  it('whose folder is missing fails to start', async () => {
    await using scene = await stage({ traffic: { run: server, folder: '/no/such/folder' } });
    await scene.serve();
    const task = await scene.until(async () => (await scene.tasks('STOPPED'))[0]);
    expect(task?.stopCode).toBe('TaskFailedToStart');
    expect(task?.stoppedReason).toMatch(/^CannotStartContainerError: /);
    expect(task?.containers?.[0]?.exitCode).toBeUndefined();
    expect(task?.startedAt).toBeUndefined();
  });

  it('that dies of a signal shows it in its exit code', async () => {
    await using scene = await stage({ traffic: { run: server } });
    await scene.serve();
    await scene.engine.clock.advance(60_000);
    process.kill(scene.engine.tasks[0]?.containers[0]?.pid ?? 0, 'SIGSEGV');
    const task = await scene.until(async () => (await scene.tasks('STOPPED'))[0]);
    expect(task.containers?.[0]?.exitCode).toBe(139);
    await scene.engine.clock.advance(60_000);
    expect((await scene.tasks()).map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING']);
  });
});
