import { RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { start } from '../../src/deployment/start.js';
import { diff } from '../../src/diff/diff.js';
import { storyOf } from '../support/story.js';
import { createWorld, type TestWorld } from '../support/world.js';

const SHA = '0123456789abcdef0123456789abcdef01234567';

async function release(world: TestWorld, version: string, hooks: Parameters<TestWorld['documents']>[1] = []) {
  const { clients, engine, target } = world;
  const documents = world.documents(version, hooks);
  const handle = await start({ clients, clock: engine.clock, target, documents, sourceVersion: SHA });
  expect((await storyOf(handle)).result.exitCode).toBe(0);
  return handle;
}

const hook = { event: 'AfterAllowTraffic', function: 'smoke' } as const;

describe('diff', () => {
  it('compares with what serves now, and with the AppSpec and the commit of the deployment that brought it', async () => {
    await using world = await createWorld({ hooks: { smoke: { answer: 'succeed' } } });
    const { clients, target } = world;
    const { id } = await release(world, '2', [hook]);

    const same = await diff({ clients, target, documents: world.documents('2', [hook]), commit: SHA });
    expect(same).toEqual({
      different: false,
      cluster: 'main',
      service: 'web',
      against: {
        kind: 'running',
        taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:2',
        deploymentId: id,
      },
      commit: { from: SHA.slice(0, 12), to: SHA },
      containers: [],
      taskDefinition: [],
      appSpec: [],
      notes: [],
    });

    const other = await diff({ clients, target, documents: world.documents('3') });
    expect(other.different).toBe(true);
    expect(other.containers.map(({ image }) => [image?.from?.tag, image?.to?.tag])).toEqual([['2', '3']]);
    expect(other.appSpec).toEqual([
      { path: ['Hooks', 'AfterAllowTraffic'], kind: 'removed', from: 'smoke', hidden: false },
    ]);
  });

  it('changes nothing', async () => {
    await using world = await createWorld();
    await diff({ clients: world.clients, target: world.target, documents: world.documents('2') });
    expect(world.requests.map(({ operation }) => operation)).toEqual(['DescribeServices', 'DescribeTaskDefinition']);
  });

  it('says what it could not compare: what came with the service has no AppSpec', async () => {
    await using world = await createWorld();
    const { clients, target } = world;
    const found = await diff({ clients, target, documents: world.documents('1', [hook]) });
    expect(found).toMatchObject({ different: false, against: { kind: 'running', deploymentId: null } });
    expect(found.notes).toEqual(['what serves now came with the service, not by a deployment: it has no AppSpec']);
  });

  it('compares with a deployment, or with a task definition, by name', async () => {
    await using world = await createWorld();
    const { clients, target } = world;
    const { id } = await release(world, '2');
    await release(world, '3');
    const toDeployment = await diff({ clients, target, documents: world.documents('2'), against: id });
    expect(toDeployment).toMatchObject({ different: false, against: { kind: 'deployment', deploymentId: id } });
    const toTaskDefinition = await diff({ clients, target, documents: world.documents('2'), against: 'web:1' });
    expect(toTaskDefinition).toMatchObject({ different: true, against: { kind: 'task-definition' } });
    expect(toTaskDefinition.notes).toEqual(['the appspec is not compared: a task definition has none']);
  });

  it('tells the network, platform and capacity providers of an appspec by its own words', async () => {
    await using world = await createWorld();
    const { clients, target } = world;
    const { id } = await release(world, '2');
    const documents = world.documents('2');
    const found = await diff({
      clients,
      target,
      against: id,
      documents: {
        ...documents,
        appSpec: {
          ...documents.appSpec,
          containerPort: 81,
          platformVersion: '1.4.0',
          network: { subnets: ['subnet-2', 'subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
          capacityProviders: [{ name: 'FARGATE_SPOT', weight: 1 }],
        },
      },
    });
    expect(found.appSpec.map(({ kind, path, from, to }) => [kind, path.join('.'), from, to])).toEqual([
      ['added', 'CapacityProviderStrategy.FARGATE_SPOT', undefined, { Base: 0, Weight: 1 }],
      ['changed', 'LoadBalancerInfo.ContainerPort', 80, 81],
      [
        'added',
        'NetworkConfiguration',
        undefined,
        { Subnets: ['subnet-1', 'subnet-2'], SecurityGroups: ['sg-1'], AssignPublicIp: 'DISABLED' },
      ],
      ['changed', 'PlatformVersion', 'LATEST', '1.4.0'],
    ]);
  });

  it.each([
    ['a service that does not exist', { service: 'wbe' }, undefined, 'there is no service wbe'],
    ['a task definition that does not exist', {}, 'web:99', 'there is no task definition web:99'],
    ['a deployment that does not exist', {}, 'd-000000000', 'd-000000000'],
  ])('has nothing to compare with: %s', async (_what, names, against, said) => {
    await using world = await createWorld();
    const { clients, target } = world;
    const asked = diff({ clients, target: { ...target, ...names }, documents: world.documents('2'), against });
    await expect(asked).rejects.toMatchObject({
      code: 'aws-not-found',
      message: expect.stringContaining(said),
    });
  });

  it('takes a family for its latest revision', async () => {
    await using world = await createWorld();
    const { clients, target } = world;
    const { taskDefinition } = world.documents('1');
    await clients.ecs.send(new RegisterTaskDefinitionCommand({ ...taskDefinition, memory: '1024' }));
    const found = await diff({ clients, target, documents: world.documents('1'), against: 'web' });
    expect(found.taskDefinition).toEqual([
      { path: ['memory'], kind: 'changed', from: '1024', to: '512', hidden: false },
    ]);
  });
});
