import { DeregisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { createAwsClients } from '../../src/aws/clients.js';
import { describeService, primaryTaskSet } from '../../src/aws/ecs/service.js';
import { getDeployment } from '../../src/deployment/get-deployment.js';
import { rollback } from '../../src/deployment/rollback.js';
import { start } from '../../src/deployment/start.js';
import { type Fate, intercept } from '../support/interceptor.js';
import { type Story, storyOf } from '../support/story.js';
import { createWorld, type TestWorld } from '../support/world.js';

function release(world: TestWorld, version: string, documents = world.documents(version)) {
  const { clients, engine, target } = world;
  return start({ clients, clock: engine.clock, target, documents });
}

function back(world: TestWorld, options: Partial<Parameters<typeof rollback>[0]> = {}) {
  const { clients, engine, target } = world;
  return rollback({ clients, clock: engine.clock, target, ...options });
}

const serves = async (world: TestWorld, handle: { result(): Promise<unknown> }) => {
  await handle.result();
  const service = await describeService(world.clients, 'main', 'web');
  return service && primaryTaskSet(service)?.taskDefinitionArn.replace(/^.*\//, '');
};
const caught = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe('rollback of a deployment in progress', () => {
  it('stops it in the middle of its shift and sends traffic back, while whoever started it learns of the failure', async () => {
    await using world = await createWorld({ deploymentConfig: 'CodeDeployDefault.ECSLinear10PercentEvery3Minutes' });
    const handle = await release(world, '2');
    let taken: Promise<Story> | undefined;
    const { lines, result } = await storyOf(handle, async (event) => {
      if (event.type !== 'traffic.shifted' || event.green !== 30) return;
      const handleOfRollback = await back(world, { reason: 'errors' });
      expect(handleOfRollback.id).toBe(handle.id);
      taken = storyOf(handleOfRollback);
    });
    expect(lines.slice(lines.indexOf('blue 70 green 30'))).toEqual([
      'blue 70 green 30',
      'AllowTraffic failed',
      'AfterAllowTraffic skipped',
      'blue 100 green 0',
      '→ Stopped',
      'rollback started',
      'rollback Succeeded',
      'exit 3, rolled back',
    ]);
    expect(result).toMatchObject({ traffic: { blue: 100, green: 0 }, error: { code: 'deployment-unsuccessful' } });
    expect(result.error?.message).toMatch(/^stopped on request during AllowTraffic/);

    const wanted = (await taken)?.result;
    expect(wanted).toMatchObject({ deploymentId: handle.id, exitCode: 0, rolledBack: true, error: null });
    expect(wanted?.traffic).toEqual({ blue: 100, green: 0 });
  });

  it('goes back from the wait before blue is terminated', async () => {
    await using world = await createWorld({ terminationMinutes: 60 });
    const handle = await release(world, '2');
    for await (const event of handle.events()) {
      if (event.type === 'lifecycle.succeeded' && event.event === 'AfterAllowTraffic') break;
    }
    const { result } = await storyOf(await back(world));
    expect(result).toMatchObject({ deploymentId: handle.id, exitCode: 0, rolledBack: true });
    expect(await serves(world, handle)).toBe('web:1');
    expect((await handle.result()).exitCode).toBe(3);
  });

  it('deploys the earlier version again when the deployment wins the race', async () => {
    await using world = await createWorld();
    const handle = await release(world, '2');
    // The stop arrives when everything is over, though it was in progress when the rollback looked.
    await using slow = await intercept(world.engine.endpoint, async (operation): Promise<Fate> => {
      if (operation === 'StopDeployment') await world.engine.clock.advance(30 * 60_000);
      return 'pass';
    });
    const clients = createAwsClients({ region: 'eu-west-1', endpointUrl: slow.endpoint });
    const { lines, result } = await storyOf(await back(world, { clients }));
    clients.destroy();
    expect(lines.filter((line) => line === 'created')).toHaveLength(2);
    expect(result.deploymentId).not.toBe(handle.id);
    expect(result).toMatchObject({
      exitCode: 0,
      rolledBack: true,
      taskDefinitionArn: expect.stringMatching(/web:1$/),
      previousTaskDefinitionArn: expect.stringMatching(/web:2$/),
    });
  });
});

describe('rollback after the fact', () => {
  it('deploys what served before the first deployment, and then there is nowhere further back', async () => {
    await using world = await createWorld();
    await (await release(world, '2')).result();
    const handle = await back(world, { reason: 'prices are wrong' });
    expect(handle.release.description).toMatch(
      /^rollback to web:1: prices are wrong \[bg-deploy run=\w+ restores=web:1/,
    );
    const { result } = await storyOf(handle);
    expect(result).toMatchObject({ status: 'Succeeded', exitCode: 0, rolledBack: true });
    expect(await serves(world, handle)).toBe('web:1');
    expect(await caught(back(world))).toMatchObject({ code: 'nothing-to-roll-back', exitCode: 2 });

    const { clients, engine } = world;
    const other = await getDeployment(handle.id, { clients, clock: engine.clock });
    expect(await other.result()).toMatchObject({ exitCode: 0, rolledBack: true });
  });

  it('goes back to the last success, past what failed, and never to what it came from', async () => {
    await using world = await createWorld({ hooks: { check: { answer: 'fail' } } });
    await (await release(world, '2')).result();
    await (await release(world, '3')).result();
    const broken = world.documents('4', [{ event: 'AfterAllowTraffic', function: 'check' }]);
    expect((await (await release(world, '4', broken)).result()).exitCode).toBe(3);
    await (await release(world, '5')).result();
    expect(await serves(world, await back(world))).toBe('web:3');
    expect(await serves(world, await back(world))).toBe('web:2');
    expect(await serves(world, await back(world))).toBe('web:1');
    expect(await caught(back(world))).toMatchObject({ code: 'nothing-to-roll-back' });
  });

  it('goes where it is told to', async () => {
    await using world = await createWorld();
    const second = await release(world, '2');
    await second.result();
    await (await release(world, '3')).result();
    await (await release(world, '4')).result();
    expect(await serves(world, await back(world, { to: second.id }))).toBe('web:2');
    expect(await serves(world, await back(world, { to: 'web:3' }))).toBe('web:3');
    expect(await caught(back(world, { to: 'web:99' }))).toMatchObject({ code: 'usage-invalid', exitCode: 2 });
  });

  it('does not go back to a task definition that ECS cannot start any more', async () => {
    await using world = await createWorld();
    await (await release(world, '2')).result();
    await world.clients.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:1' }));
    expect(await caught(back(world))).toMatchObject({
      code: 'nothing-to-roll-back',
      message: expect.stringMatching(/web:1 is INACTIVE/),
      remedy: expect.stringContaining('--to'),
    });
  });

  it('never deregisters anything', async () => {
    await using world = await createWorld();
    await (await release(world, '2')).result();
    await (await back(world)).result();
    expect(world.requests.filter(({ operation }) => operation.startsWith('Deregister'))).toEqual([]);
  });
});
