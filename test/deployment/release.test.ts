import { describe, expect, it } from 'vitest';
import { getDeployment } from '../../src/deployment/get-deployment.js';
import { start } from '../../src/deployment/start.js';
import { storyOf } from '../support/story.js';
import { createWorld, type TestWorld, type WorldOptions } from '../support/world.js';

const MINUTE = 60_000;

function startVersion(world: TestWorld, version: string, options: Partial<Parameters<typeof start>[0]> = {}) {
  const { clients, engine, target } = world;
  return start({ clients, clock: engine.clock, target, documents: world.documents(version), ...options });
}

/** Both ends of lifecycle events, one after the other. */
const through = (...names: string[]) => names.flatMap((name) => [`${name} started`, `${name} succeeded`]);
const INSTALLED = through('BeforeInstall', 'Install', 'AfterInstall');
const TESTED = through('AllowTestTraffic', 'AfterAllowTestTraffic');

describe('a release, from start to verdict', () => {
  const strategies: [string, WorldOptions, readonly string[], number][] = [
    ['all at once', {}, ['blue 0 green 100'], 0],
    ['all at once without a test listener', { testListener: false }, ['blue 0 green 100'], 0],
    [
      'by a canary',
      { deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes', terminationMinutes: 5 },
      ['blue 90 green 10', 'blue 0 green 100'],
      10,
    ],
    [
      'in linear steps',
      { deploymentConfig: 'CodeDeployDefault.ECSLinear10PercentEvery3Minutes', terminationMinutes: 60 },
      [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((green) => `blue ${100 - green} green ${green}`),
      87,
    ],
    [
      'in steps of its own, with three hours before blue goes',
      {
        routing: { type: 'TimeBasedLinear', timeBasedLinear: { linearPercentage: 40, linearInterval: 60 } },
        terminationMinutes: 180,
      },
      ['blue 60 green 40', 'blue 20 green 80', 'blue 0 green 100'],
      300,
    ],
  ];
  it.each(strategies)('%s', async (_name, options, shifts, minutes) => {
    await using world = await createWorld(options);
    const handle = await startVersion(world, '2');
    const { lines, result } = await storyOf(handle);
    const [first, ...later] = shifts;
    const shift =
      later.length === 0
        ? ['AllowTraffic started', first, 'AllowTraffic succeeded']
        : ['AllowTraffic started', ...shifts, 'AllowTraffic succeeded'];
    expect(lines).toEqual([
      'created',
      '→ InProgress',
      ...INSTALLED,
      ...(options.testListener === false ? [] : TESTED),
      ...through('BeforeAllowTraffic'),
      ...shift,
      ...through('AfterAllowTraffic'),
      '→ Succeeded',
      'exit 0',
    ]);
    expect(result).toMatchObject({
      status: 'Succeeded',
      exitCode: 0,
      traffic: { blue: 0, green: 100 },
      rolledBack: false,
      error: null,
      taskDefinitionArn: expect.stringMatching(/task-definition\/web:2$/),
      previousTaskDefinitionArn: expect.stringMatching(/task-definition\/web:1$/),
    });
    const took = (result.completedAt?.getTime() ?? 0) - (result.startedAt?.getTime() ?? 0);
    expect(took).toBeGreaterThanOrEqual(minutes * MINUTE);
    // Waiting adds next to nothing to the deployment's own end, but for new targets that the load balancer has not
    // judged by then: all at once, they meet their first health check when it is over.
    const judged = later.length > 0;
    const added = result.at.getTime() - (result.completedAt?.getTime() ?? 0);
    expect(added).toBeLessThanOrEqual(judged ? 2000 : 40_000);
  });

  it('waits to be continued, and goes on when somebody does', async () => {
    await using world = await createWorld({ readyMinutes: 120, terminationMinutes: 5 });
    const handle = await startVersion(world, '2');
    const { lines, result } = await storyOf(handle, async (event) => {
      if (event.type === 'deployment.ready') await handle.continue({ wait: 'ready' });
    });
    expect(lines).toEqual([
      'created',
      '→ InProgress',
      ...INSTALLED,
      ...TESTED,
      '→ Ready',
      'waits to be continued',
      '→ InProgress',
      ...through('BeforeAllowTraffic'),
      'AllowTraffic started',
      'blue 0 green 100',
      'AllowTraffic succeeded',
      ...through('AfterAllowTraffic'),
      '→ Succeeded',
      'exit 0',
    ]);
    expect(result.exitCode).toBe(0);
  });

  it('is stopped by CodeDeploy when nobody continues it, and traffic never moves', async () => {
    await using world = await createWorld({ readyMinutes: 30 });
    const { lines, result } = await storyOf(await startVersion(world, '2'));
    expect(lines).toContain('→ Stopped');
    expect(lines.filter((line) => line.startsWith('blue'))).toEqual([]);
    expect(result).toMatchObject({ exitCode: 3, traffic: { blue: 100, green: 0 } });
  });

  it('ends early when the wait before blue is terminated is ended', async () => {
    await using world = await createWorld({ terminationMinutes: 60 });
    const handle = await startVersion(world, '2');
    const { result } = await storyOf(handle, async (event) => {
      if (event.type === 'lifecycle.succeeded' && event.event === 'AfterAllowTraffic') {
        await handle.continue({ wait: 'termination' });
      }
    });
    expect(result.exitCode).toBe(0);
    const took = (result.completedAt?.getTime() ?? 0) - (result.startedAt?.getTime() ?? 0);
    expect(took).toBeLessThan(20 * MINUTE);
  });

  it('comes to grief at a hook before production traffic moves', async () => {
    await using world = await createWorld({
      deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      hooks: { smoke: { answer: 'fail' } },
    });
    const documents = world.documents('2', [{ event: 'AfterAllowTestTraffic', function: 'smoke' }]);
    const handle = await startVersion(world, '2', { documents });
    const { lines, events, result } = await storyOf(handle);
    expect(lines).toEqual([
      'created',
      '→ InProgress',
      ...INSTALLED,
      ...through('AllowTestTraffic'),
      'AfterAllowTestTraffic started',
      'AfterAllowTestTraffic failed',
      'BeforeAllowTraffic skipped',
      'AllowTraffic skipped',
      'AfterAllowTraffic skipped',
      '→ Failed',
      'rollback started',
      'rollback Succeeded',
      'exit 3, rolled back',
    ]);
    expect(events.filter(({ type }) => type === 'traffic.shifted')).toEqual([]);
    expect(result.error).toMatchObject({
      code: 'deployment-unsuccessful',
      message: expect.stringMatching(
        /^AfterAllowTestTraffic failed: HOOK_EXECUTION_FAILURE: .*production traffic is on web:1$/,
      ),
    });
    expect(result.traffic).toEqual({ blue: 100, green: 0 });
  });

  it('comes to grief at a hook after the shift, and traffic goes back', async () => {
    await using world = await createWorld({ hooks: { check: { answer: 'fail' } } });
    const documents = world.documents('2', [{ event: 'AfterAllowTraffic', function: 'check' }]);
    const { lines, result } = await storyOf(await startVersion(world, '2', { documents }));
    expect(lines).toContain('blue 0 green 100');
    expect(lines.indexOf('blue 100 green 0')).toBeGreaterThan(lines.indexOf('AfterAllowTraffic failed'));
    expect(result).toMatchObject({ exitCode: 3, rolledBack: true, traffic: { blue: 100, green: 0 } });
  });

  it('is left in doubt when it is stopped in the middle and nothing sends traffic back', async () => {
    await using world = await createWorld({
      deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent15Minutes',
      autoRollback: [],
    });
    const handle = await startVersion(world, '2');
    const { result } = await storyOf(handle, async (event) => {
      if (event.type === 'traffic.shifted') await handle.stop({ rollback: false });
    });
    expect(result).toMatchObject({
      status: 'Stopped',
      exitCode: 4,
      rolledBack: false,
      traffic: { blue: 90, green: 10 },
    });
    expect(result.error?.message).toMatch(/stopped on request.*listener sends 90 % to the previous version/);
  });

  it('has the same verdict for somebody who comes later from elsewhere', async () => {
    const courses: [WorldOptions, 'fail' | 'succeed'][] = [
      [{}, 'succeed'],
      [{}, 'fail'],
      [{ autoRollback: [] }, 'fail'],
    ];
    for (const [options, answer] of courses) {
      await using world = await createWorld({ ...options, hooks: { check: { answer } } });
      const documents = world.documents('2', [{ event: 'AfterAllowTraffic', function: 'check' }]);
      const handle = await startVersion(world, '2', { documents });
      const own = await storyOf(handle);
      const { clients, engine } = world;
      const other = await getDeployment(handle.id, { clients, clock: engine.clock });
      const theirs = await storyOf(other);
      const { at: _at, ...verdict } = own.result;
      expect(theirs.result).toMatchObject(verdict);
      const lifecycle = (lines: readonly string[]) =>
        lines.filter((line) => /(started|succeeded|failed|skipped)$/.test(line));
      expect(lifecycle(theirs.lines)).toEqual(lifecycle(own.lines));
      expect(await handle.result()).toEqual(own.result);
    }
  });
});
