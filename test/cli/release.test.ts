import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DeploymentEvent, DeploymentResult } from '../../src/deployment/event.js';
import { openEngine } from '../../src/engine/index.js';
import { run } from './console.js';
import { appSpecText, configText, image, project } from './project.js';

/** An engine hour lasts a second. */
const LOCAL = ['--local', '--speed', '3600'];

const eventsOf = (ndjson: string) =>
  ndjson
    .trimEnd()
    .split('\n')
    .map((line): DeploymentEvent => JSON.parse(line));
const resultOf = (json: string): DeploymentResult => JSON.parse(json.trimEnd().split('\n').at(-1) ?? '');
const typesOf = (events: readonly DeploymentEvent[]) =>
  events.map((event) => ('event' in event ? `${event.type} ${event.event}` : event.type));

describe('a release at a terminal', () => {
  it('goes out, is shown, and is rolled back, by one command each', async () => {
    const cwd = await project();
    const first = await run(['start', ...image('v1'), ...LOCAL], { cwd });
    expect(first.stderr).toContain('creating its world first');
    expect(first.stdout).toMatch(/✓ d-[A-Z0-9]{9} Succeeded in .*: web:1 serves web/);
    expect(first.exitCode).toBe(0);

    const second = await run(['start', ...image('v2'), ...LOCAL, '-o', 'json'], { cwd });
    expect(second.exitCode).toBe(0);
    const result = resultOf(second.stdout);
    expect(result).toMatchObject({
      type: 'result',
      status: 'Succeeded',
      application: 'AppECS-main-web',
      deploymentGroup: 'DgpECS-main-web',
      cluster: 'main',
      service: 'web',
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:2',
      previousTaskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1',
      traffic: { blue: 0, green: 100 },
      rolledBack: false,
      error: null,
      exitCode: 0,
    });
    expect(second.stdout).toMatch(/"startedAt":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/);

    const status = await run(['status', ...LOCAL, '-o', 'json'], { cwd });
    expect(JSON.parse(status.stdout)).toMatchObject({
      deploymentId: result.deploymentId,
      status: 'Succeeded',
      traffic: { blue: 0, green: 100 },
    });

    const back = await run(['rollback', ...LOCAL, '-o', 'json'], { cwd });
    expect(back.exitCode).toBe(0);
    expect(resultOf(back.stdout)).toMatchObject({
      status: 'Succeeded',
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1',
      rolledBack: true,
      exitCode: 0,
    });
  });

  it('does not register a task definition that has not changed', async () => {
    const cwd = await project();
    await run(['start', ...image('v1'), ...LOCAL], { cwd });
    const again = resultOf((await run(['start', ...image('v1'), ...LOCAL, '-o', 'json'], { cwd })).stdout);
    expect(again.taskDefinitionArn).toMatch(/web:1$/);
  });

  it('prints one event a line with ndjson, in order, the result last', async () => {
    const cwd = await project();
    await run(['start', ...image('v1'), ...LOCAL], { cwd });
    const { stdout } = await run(
      ['start', ...image('v2'), ...LOCAL, '-o', 'ndjson', '--deployment-config', 'CodeDeployDefault.ECSAllAtOnce'],
      { cwd },
    );
    const types = typesOf(eventsOf(stdout)).filter(
      (type) => !type.startsWith('taskset') && !type.startsWith('deployment.status'),
    );
    expect(types).toEqual([
      'deployment.created',
      'lifecycle.started BeforeInstall',
      'lifecycle.succeeded BeforeInstall',
      'lifecycle.started Install',
      'lifecycle.succeeded Install',
      'lifecycle.started AfterInstall',
      'lifecycle.succeeded AfterInstall',
      'lifecycle.started AllowTestTraffic',
      'lifecycle.succeeded AllowTestTraffic',
      'lifecycle.started AfterAllowTestTraffic',
      'lifecycle.succeeded AfterAllowTestTraffic',
      'lifecycle.started BeforeAllowTraffic',
      'lifecycle.succeeded BeforeAllowTraffic',
      'lifecycle.started AllowTraffic',
      'traffic.shifted',
      'lifecycle.succeeded AllowTraffic',
      'lifecycle.started AfterAllowTraffic',
      'lifecycle.succeeded AfterAllowTraffic',
      'result',
    ]);
  });

  it('leaves once the deployment is created with --no-wait, and another process comes to the verdict', async () => {
    const cwd = await project();
    await run(['start', ...image('v1'), ...LOCAL], { cwd });
    const left = await run(['start', ...image('v2'), '--local', '--speed', '60', '--no-wait', '-o', 'json'], { cwd });
    expect(left.exitCode).toBe(0);
    const { deploymentId } = resultOf(left.stdout);
    const taken = await run(['status', deploymentId, '--watch', ...LOCAL, '-o', 'json'], { cwd });
    expect(taken.exitCode).toBe(0);
    expect(resultOf(taken.stdout)).toMatchObject({ deploymentId, status: 'Succeeded', exitCode: 0 });
  });

  it('refuses a second release meanwhile with exit 7 and says what can be done', async () => {
    const cwd = await project();
    await run(['start', ...image('v1'), ...LOCAL], { cwd });
    const left = await run(['start', ...image('v2'), '--local', '--speed', '600', '--no-wait', '-o', 'json'], { cwd });
    const refused = await run(['start', ...image('v3'), '--local', '--speed', '1'], { cwd });
    expect(refused.exitCode).toBe(7);
    expect(refused.stderr).toContain(resultOf(left.stdout).deploymentId);
    expect(refused.stderr).toContain('[deployment-in-progress, exit 7]');
  });

  it('attached without waiting tells where the other deployment stands, and announces nothing', async () => {
    const cwd = await project();
    await run(['start', ...image('v1'), ...LOCAL], { cwd });
    const left = await run(['start', ...image('v2'), '--local', '--speed', '600', '--no-wait', '-o', 'json'], { cwd });
    const attached = await run(
      ['start', ...image('v3'), '--local', '--speed', '60', '--on-conflict', 'attach', '--no-wait', '-o', 'ndjson'],
      { cwd },
    );
    expect(attached.exitCode).toBe(0);
    expect(eventsOf(attached.stdout)).toHaveLength(1);
    expect(resultOf(attached.stdout)).toMatchObject({
      deploymentId: resultOf(left.stdout).deploymentId,
      status: 'InProgress',
    });
  });

  it('says what goes on however early it is interrupted', async () => {
    const cwd = await project();
    await run(['start', ...image('v1'), ...LOCAL], { cwd });
    const interruption = new AbortController();
    const interrupted = await run(['start', ...image('v2'), '--local', '--speed', '60', '-o', 'ndjson'], {
      cwd,
      signal: interruption.signal,
      onStdout: (text) => text.includes('deployment.created') && interruption.abort(new Error('Ctrl-C')),
    });
    expect(interrupted.exitCode).toBe(130);
    const told = JSON.parse(interrupted.stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(told).toMatchObject({ type: 'error', code: 'interrupted', deploymentId: expect.stringMatching(/^d-/) });
    expect(told.remedy).toContain('goes on without bg-deploy');
  });

  it('says what goes on when it is interrupted', async () => {
    const cwd = await project();
    await run(['start', ...image('v1'), ...LOCAL], { cwd });
    const interruption = new AbortController();
    const interrupted = await run(['start', ...image('v2'), '--local', '--speed', '60'], {
      cwd,
      signal: interruption.signal,
      onStdout: (text) => text.includes('Install …') && interruption.abort(new Error('Ctrl-C')),
    });
    expect(interrupted.exitCode).toBe(130);
    expect(interrupted.stderr).toMatch(/deployment d-[A-Z0-9]{9} goes on without bg-deploy/);
    expect(interrupted.stderr).toMatch(/bg-deploy rollback d-[A-Z0-9]{9}/);
  });
});

describe('a release that fails', () => {
  it('whose test-traffic hook fails never lets production traffic reach green, alerts once and ends with 3', async () => {
    const cwd = await project({
      'appspec.yml': appSpecText({ AfterAllowTestTraffic: 'CodeDeployHook_smoke' }),
      'bg-deploy.yml': configText(
        { CodeDeployHook_smoke: 'succeed' },
        'notifications: { topic: deployments, emails: [ops@example.com] }\n',
      ),
    });
    expect((await run(['start', ...image('v1'), ...LOCAL], { cwd })).exitCode).toBe(0);
    writeFileSync(
      join(cwd, 'bg-deploy.yml'),
      configText(
        { CodeDeployHook_smoke: 'fail' },
        'notifications: { topic: deployments, emails: [ops@example.com] }\n',
      ),
    );
    const { exitCode, stdout } = await run(
      [
        'start',
        ...image('v2'),
        ...LOCAL,
        '-o',
        'ndjson',
        '--deployment-config',
        'CodeDeployDefault.ECSCanary10Percent5Minutes',
      ],
      { cwd },
    );
    expect(exitCode).toBe(3);
    const events = eventsOf(stdout);
    expect(events.filter((event) => event.type === 'traffic.shifted' && event.green > 0)).toEqual([]);
    const types = typesOf(events);
    const order = [
      'lifecycle.succeeded AllowTestTraffic',
      'lifecycle.failed AfterAllowTestTraffic',
      'lifecycle.skipped BeforeAllowTraffic',
      'lifecycle.skipped AllowTraffic',
      'rollback.started',
      'rollback.finished',
      'result',
    ].map((type) => types.indexOf(type));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    const sent = events.filter((event) => event.type === 'notification.sent').map((event) => event.subject);
    expect(sent.filter((subject) => !/started/i.test(subject))).toHaveLength(1);
    expect(resultOf(stdout)).toMatchObject({
      status: 'Failed',
      traffic: { blue: 100, green: 0 },
      rolledBack: true,
      exitCode: 3,
    });
  });

  it('by a rollback in the middle of a linear shift: all traffic back on blue, exit 3 for the start that waits', async () => {
    const cwd = await project({
      'bg-deploy.yml':
        'cluster: main\nservice: web\nregion: eu-west-1\ndeploymentConfig: CodeDeployDefault.ECSLinear10PercentEvery1Minutes\n',
    });
    expect((await run(['start', ...image('v1'), ...LOCAL], { cwd })).exitCode).toBe(0);
    // Both commands use the engine that runs for the project.
    await using engine = await openEngine({ stateDirectory: join(cwd, '.bg-deploy'), speed: 120 });
    expect(engine.hosted).toBe(true);
    let rollingBack: Promise<Awaited<ReturnType<typeof run>>> | undefined;
    const waiting = await run(['start', ...image('v2'), '--local', '-o', 'ndjson'], {
      cwd,
      onStdout: (text) => {
        if (/"traffic.shifted".*"green":30/.test(text))
          rollingBack ??= run(['rollback', '--local', '-o', 'json'], { cwd });
      },
    });
    const back = await rollingBack;
    expect(back?.exitCode, back?.stdout).toBe(0);
    expect(resultOf(back?.stdout ?? '')).toMatchObject({ rolledBack: true, traffic: { blue: 100, green: 0 } });
    expect(waiting.exitCode).toBe(3);
    expect(resultOf(waiting.stdout)).toMatchObject({
      status: 'Stopped',
      traffic: { blue: 100, green: 0 },
      rolledBack: true,
      exitCode: 3,
    });
  });
});

describe('mail on the engine', () => {
  it('asks for confirmation first and is kept as .eml', async () => {
    const cwd = await project({
      'bg-deploy.yml':
        'cluster: main\nservice: web\nregion: eu-west-1\nnotifications: { topic: deployments, emails: [ops@example.com] }\n',
    });
    await run(['bootstrap', ...image('v1'), ...LOCAL], { cwd });
    const folder = join(cwd, '.bg-deploy', 'mail');
    const mails = readdirSync(folder);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/\.eml$/);
    expect(readFileSync(join(folder, mails[0] ?? ''), 'utf8')).toContain('Subscription Confirmation');
  });
});

describe('bootstrap', () => {
  it('does nothing the second time', async () => {
    const cwd = await project();
    const first = await run(['bootstrap', ...image('v1'), ...LOCAL], { cwd });
    expect(first.exitCode).toBe(0);
    expect(first.stderr).toMatch(/^(listener (80|8080) of main-web answers at http:\/\/127\.0\.0\.1:\d+\n){2}$/);
    const second = await run(['bootstrap', ...image('v1'), ...LOCAL], { cwd });
    expect(second.stdout).toContain('everything was there already');
  });

  it('prints the plan and changes nothing with --dry-run', async () => {
    const cwd = await project();
    await using engine = await openEngine({ stateDirectory: join(cwd, '.bg-deploy'), speed: 60 });
    const { exitCode, stdout } = await run(['bootstrap', ...image('v1'), '--local', '--dry-run'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('nothing was');
    const { requests } = (await (await fetch(`${engine.endpoint}/_bg-deploy/requests`)).json()) as {
      requests: { readOnly: boolean }[];
    };
    expect(requests.filter((request) => !request.readOnly)).toEqual([]);
  });
});
