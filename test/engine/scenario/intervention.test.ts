import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetDeploymentCommand, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAwsClients } from '../../../src/aws/clients.js';
import { start } from '../../../src/deployment/start.js';
import { startEngine } from '../../../src/engine/index.js';
import { storyOf } from '../../support/story.js';
import { createWorld, type TestWorld, type WorldOptions } from '../../support/world.js';
import { rehearse } from './harness.js';

const MINUTE = 60_000;

async function release({ clients, engine, target, documents }: TestWorld, version: string) {
  const handle = await start({ clients, clock: engine.clock, target, documents: documents(version) });
  return storyOf(handle);
}

async function worldWith(scenarios: readonly string[], options: WorldOptions = {}): Promise<TestWorld> {
  const world = await createWorld(options);
  world.engine.scenarios.replace(scenarios);
  return world;
}

describe('somebody who intervenes', () => {
  it('does so once in each deployment that a user starts, and not in the rollback', async () => {
    await using world = await worldWith(['stopped:AfterInstall']);
    for (const version of ['2', '3']) {
      const { lines, result } = await release(world, version);
      expect(lines).toContain('AfterInstall failed');
      expect(lines).toContain('rollback Succeeded');
      expect(result).toMatchObject({ status: 'Stopped', exitCode: 3 });
      await world.engine.clock.advance(10 * MINUTE);
    }
  });

  it('leaves a deployment alone that an intervention has started', async () => {
    await using world = await worldWith(['other-deployment-active', 'stopped:Install']);
    await expect(release(world, '2')).rejects.toMatchObject({ code: 'deployment-in-progress' });
    await world.engine.clock.advance(30 * MINUTE);
    const { codedeploy } = world.clients;
    const { deployments = [] } = await codedeploy.send(new ListDeploymentsCommand({}));
    expect(deployments).toHaveLength(1);
    const { deploymentInfo } = await codedeploy.send(new GetDeploymentCommand({ deploymentId: deployments[0] }));
    expect(deploymentInfo).toMatchObject({ status: 'Succeeded', description: 'Started by somebody else' });
  });

  it('does nothing to a release when the scenario is over', async () => {
    await using world = await worldWith(['stopped:Install']);
    world.engine.scenarios.replace([]);
    expect((await release(world, '2')).result.exitCode).toBe(0);
  });

  it.each(['alarm-during-shift', 'alarm-from-start'])('%s stops no release after it', async (scenario) => {
    await using world = await worldWith([scenario], {
      deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      autoRollback: ['DEPLOYMENT_STOP_ON_ALARM'],
    });
    const stopped = await release(world, '2');
    expect(stopped.result).toMatchObject({ status: 'Stopped', exitCode: 3 });
    world.engine.scenarios.replace([]);
    await world.engine.clock.advance(5 * MINUTE);
    expect((await release(world, '3')).result.exitCode).toBe(0);
  });

  it('keeps an appointment over a restart of the engine', async () => {
    const stateDirectory = mkdtempSync(join(tmpdir(), 'bg-deploy-appointment-'));
    onTestFinished(() => rmSync(stateDirectory, { recursive: true, force: true }));
    let deploymentId = '';
    {
      await using world = await worldWith(['ready-continued:45m'], { stateDirectory });
      const { clients, engine, target, documents } = world;
      ({ id: deploymentId } = await start({ clients, clock: engine.clock, target, documents: documents('2') }));
      await engine.clock.advance(15 * MINUTE);
      const { deploymentInfo } = await clients.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
      expect(deploymentInfo?.status).toBe('Ready');
    }
    await using engine = await startEngine({ speed: 0, stateDirectory });
    const clients = createAwsClients({ region: 'eu-west-1', endpointUrl: engine.endpoint });
    onTestFinished(() => clients.destroy());
    await engine.clock.advance(60 * MINUTE);
    const { deploymentInfo } = await clients.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
    expect(deploymentInfo?.status).toBe('Succeeded');
  });
});

describe('a rehearsal', () => {
  it('goes the same way each time with the same seed', async () => {
    const rehearsal = { scenarios: ['task-starts-slowly', 'alarm-during-shift', 'task-crashes:12m'], functions: true };
    const [one, other] = [await rehearse(rehearsal), await rehearse(rehearsal)];
    expect(other).toEqual(one);
  });
});
