import { describe, expect, it } from 'vitest';
import { activeDeploymentId, continueWait } from '../../src/deployment/continue.js';
import { start } from '../../src/deployment/start.js';
import { deploymentStatus } from '../../src/deployment/status.js';
import { createWorld, type TestWorld } from '../support/world.js';

function release(world: TestWorld, version: string) {
  const { clients, engine, target } = world;
  return start({ clients, clock: engine.clock, target, documents: world.documents(version) });
}

function look(world: TestWorld, deploymentId?: string) {
  const { clients, engine, target } = world;
  return deploymentStatus({ clients, clock: engine.clock, target, ...(deploymentId ? { deploymentId } : {}) });
}

const caught = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe('deploymentStatus', () => {
  it('shows a deployment in the middle of its shift, without asking ECS', async () => {
    await using world = await createWorld({ deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent15Minutes' });
    const handle = await release(world, '2');
    for await (const event of handle.events()) if (event.type === 'traffic.shifted') break;
    const before = world.requests.length;
    const report = await look(world);
    expect(report).toMatchObject({
      deploymentId: handle.id,
      status: 'InProgress',
      cluster: 'main',
      service: 'web',
      taskDefinitionArn: expect.stringMatching(/web:2$/),
      previousTaskDefinitionArn: expect.stringMatching(/web:1$/),
      description: 'web:2',
      traffic: { blue: 90, green: 10 },
      readyUntil: null,
      terminationUntil: null,
      error: null,
    });
    expect(report.lifecycleEvents.map(({ name, status }) => `${name} ${status}`)).toContain('AllowTraffic InProgress');
    expect(report.taskSets.map(({ label, status }) => `${label} ${status}`)).toEqual(['Blue PRIMARY', 'Green ACTIVE']);
    expect(report.productionListener?.weights.map(({ percent }) => percent).sort()).toEqual([10, 90]);
    expect(report.targetHealth.map(({ healthy, total }) => [healthy, total])).toEqual([
      [2, 2],
      [2, 2],
    ]);
    const asked = world.requests.slice(before);
    expect(asked.filter(({ service }) => service === 'ecs')).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(8);
  });

  it('says until when the waits last', async () => {
    await using world = await createWorld({ readyMinutes: 30, terminationMinutes: 60 });
    const handle = await release(world, '2');
    for await (const event of handle.events()) {
      if (event.type === 'deployment.ready') {
        const report = await look(world);
        expect(report.readyUntil).toEqual(event.until);
        const { clients, target } = world;
        const deploymentId = await activeDeploymentId(clients, target);
        await continueWait({ clients, deploymentId, wait: 'ready' });
      }
      if (event.type === 'lifecycle.succeeded' && event.event === 'AfterAllowTraffic') {
        const report = await look(world, handle.id);
        expect(report.terminationUntil).toEqual(new Date(event.at.getTime() + 60 * 60_000));
        break;
      }
    }
  });

  it('shows what was rolled back rather than the rollback', async () => {
    await using world = await createWorld({ hooks: { check: { answer: 'fail' } } });
    const { clients, engine, target } = world;
    const documents = world.documents('2', [{ event: 'AfterAllowTraffic', function: 'check' }]);
    const handle = await start({ clients, clock: engine.clock, target, documents });
    const result = await handle.result();
    expect(await look(world)).toMatchObject({
      deploymentId: handle.id,
      status: 'Failed',
      rollbackDeploymentId: result.rollbackDeploymentId,
      error: { code: 'HOOK_EXECUTION_FAILURE' },
      traffic: { blue: 100, green: 0 },
    });
  });

  it('says so where there is nothing to show', async () => {
    await using world = await createWorld();
    expect(await caught(look(world))).toMatchObject({
      code: 'aws-not-found',
      message: expect.stringMatching(/no deployment yet/),
    });
    expect(await caught(look(world, 'd-UNKNOWN01'))).toMatchObject({ code: 'aws-not-found' });
  });
});

describe('continueWait', () => {
  it('refuses a deployment that does not wait', async () => {
    await using world = await createWorld({ deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent15Minutes' });
    const { clients, target } = world;
    expect(await caught(activeDeploymentId(clients, target))).toMatchObject({ code: 'nothing-to-continue' });
    const handle = await release(world, '2');
    for await (const event of handle.events()) if (event.type === 'traffic.shifted') break;
    const deploymentId = handle.id;
    for (const wait of ['ready', 'termination'] as const) {
      expect(await caught(continueWait({ clients, deploymentId, wait }))).toMatchObject({
        code: 'nothing-to-continue',
        message: expect.stringContaining(deploymentId),
      });
    }
    await handle.result();
    expect(await caught(continueWait({ clients, deploymentId, wait: 'termination' }))).toMatchObject({
      code: 'nothing-to-continue',
      message: expect.stringMatching(/is Succeeded/),
    });
  });
});
