import { describe, expect, it } from 'vitest';
import { createAwsClients } from '../../src/aws/clients.js';
import { getDeployment } from '../../src/deployment/get-deployment.js';
import { planDeployment } from '../../src/deployment/plan.js';
import { start } from '../../src/deployment/start.js';
import { type Fate, intercept } from '../support/interceptor.js';
import { storyOf } from '../support/story.js';
import { createWorld, type TestWorld } from '../support/world.js';

function startVersion(world: TestWorld, version: string, options: Partial<Parameters<typeof start>[0]> = {}) {
  const { clients, engine, target } = world;
  return start({ clients, clock: engine.clock, target, documents: world.documents(version), ...options });
}

/** Starts over a network that has its own mind. */
async function throughBadNetwork(world: TestWorld, fateOf: (operation: string, before: number) => Fate) {
  const middle = await intercept(world.engine.endpoint, fateOf);
  const clients = createAwsClients({ region: 'eu-west-1', endpointUrl: middle.endpoint, maxAttempts: 1 });
  return {
    clients,
    async [Symbol.asyncDispose]() {
      clients.destroy();
      await middle[Symbol.asyncDispose]();
    },
  };
}

const caught = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);
const changing = (world: TestWorld) =>
  world.engine.requests.filter(({ readOnly }) => !readOnly).map(({ operation }) => operation);

describe('start', () => {
  it('looks before it leaps, and asks no more than it needs', async () => {
    await using world = await createWorld();
    await startVersion(world, '2');
    const asked = world.requests.map(({ operation }) => operation);
    const looks = [
      'DescribeListeners',
      'DescribeRules',
      'DescribeServices',
      'DescribeTargetGroups',
      'DescribeTargetHealth',
      'DescribeTaskDefinition',
      'GetApplication',
      'GetDeploymentConfig',
      'GetDeploymentGroup',
      'ListDeployments',
    ];
    expect(asked.slice(0, -2).sort()).toEqual(looks);
    expect(asked.slice(-2)).toEqual(['RegisterTaskDefinition', 'CreateDeployment']);
  });

  it('does not register again what is registered already', async () => {
    await using world = await createWorld();
    const again = await startVersion(world, '1');
    expect(again.release.taskDefinitionArn).toMatch(/web:1$/);
    expect(world.requests.map(({ operation }) => operation)).not.toContain('RegisterTaskDefinition');
    expect((await storyOf(again)).result.exitCode).toBe(0);
  });

  it('uses the revision that serves, where the latest one is another', async () => {
    await using world = await createWorld({ hooks: { check: { answer: 'fail' } } });
    const documents = world.documents('2', [{ event: 'BeforeAllowTraffic', function: 'check' }]);
    await storyOf(await startVersion(world, '2', { documents }));
    const back = await startVersion(world, '1');
    expect(back.release.taskDefinitionArn).toMatch(/web:1$/);
  });

  it('describes the deployment for people and for programs', async () => {
    await using world = await createWorld();
    const handle = await startVersion(world, '2', { sourceVersion: '1a2b3c4d5e6f7a8b9c', description: 'prices' });
    expect(handle.release.description).toMatch(
      /^web:2, commit 1a2b3c4d5e6f, prices \[bg-deploy run=[0-9a-f]{16} from=web:1\]$/,
    );
  });

  it('changes nothing where a deployment would fail', async () => {
    await using world = await createWorld({ testListener: false });
    const before = changing(world).length;
    const documents = world.documents('2', [{ event: 'AfterAllowTestTraffic', function: 'smoke' }]);
    expect(await caught(startVersion(world, '2', { documents }))).toMatchObject({
      code: 'appspec-invalid',
      exitCode: 2,
    });
    const target = { ...world.target, service: 'other' };
    expect(await caught(startVersion(world, '2', { target }))).toMatchObject({ code: 'preflight-failed', exitCode: 5 });
    expect(changing(world)).toHaveLength(before);
  });

  it('can say what it would do', async () => {
    await using world = await createWorld();
    const before = changing(world).length;
    const { clients, target } = world;
    const plan = await planDeployment({ clients, target, documents: world.documents('2') });
    expect(plan).toMatchObject({
      ok: true,
      taskDefinition: { action: 'register', input: { family: 'web' } },
      previousTaskDefinitionArn: expect.stringMatching(/web:1$/),
      deploymentConfig: 'CodeDeployDefault.ECSAllAtOnce',
      routing: { type: 'AllAtOnce' },
    });
    expect(JSON.parse(plan.appSpec).Resources[0].TargetService.Properties.TaskDefinition).toBe('<TASK_DEFINITION>');
    expect(changing(world)).toHaveLength(before);
  });

  it('waits until what the last deployment left behind is gone', async () => {
    await using world = await createWorld();
    await storyOf(await startVersion(world, '2'));
    const reasons: string[] = [];
    const next = await startVersion(world, '3', { onWaiting: (reason) => reasons.push(reason) });
    expect(reasons.every((reason) => /DRAINING/.test(reason))).toBe(true);
    expect((await storyOf(next)).result.exitCode).toBe(0);
  });
});

describe('start beside another deployment', () => {
  it('refuses, naming the other one and the ways out', async () => {
    await using world = await createWorld({ readyMinutes: 60 });
    const first = await startVersion(world, '2');
    expect(await caught(startVersion(world, '3'))).toMatchObject({
      code: 'deployment-in-progress',
      exitCode: 7,
      message: expect.stringContaining(first.id),
      remedy: expect.stringMatching(
        new RegExp(`bg-deploy status ${first.id} --watch[^]*bg-deploy rollback ${first.id}`),
      ),
    });
  });

  it('attaches to it where that is wanted', async () => {
    await using world = await createWorld({ readyMinutes: 60 });
    const first = await startVersion(world, '2');
    const attached = await startVersion(world, '3', { onConflict: 'attach' });
    expect(attached.id).toBe(first.id);
    expect(attached.release.taskDefinitionArn).toBe(first.release.taskDefinitionArn);
  });

  it('waits for its end where that is wanted', async () => {
    await using world = await createWorld({ terminationMinutes: 30 });
    const first = await startVersion(world, '2');
    const reasons: string[] = [];
    const second = await startVersion(world, '3', { onConflict: 'wait', onWaiting: (reason) => reasons.push(reason) });
    expect(reasons[0]).toContain(first.id);
    expect(second.release.previousTaskDefinitionArn).toBe(first.release.taskDefinitionArn);
    expect((await storyOf(second)).result.exitCode).toBe(0);
    expect((await first.result()).exitCode).toBe(0);
  });
});

describe('start over a bad network', () => {
  it('takes a deployment whose answer was lost for its own, and creates no second one', async () => {
    await using world = await createWorld();
    await using bad = await throughBadNetwork(world, (operation, before) =>
      operation === 'CreateDeployment' && before === 0 ? 'lose-answer' : 'pass',
    );
    const handle = await startVersion(world, '2', { clients: bad.clients });
    expect((await storyOf(handle)).result).toMatchObject({ exitCode: 0, deploymentId: handle.id });
    expect(changing(world).filter((operation) => operation === 'CreateDeployment')).toHaveLength(1);
  });

  it('creates one where the request itself was lost', async () => {
    await using world = await createWorld();
    await using bad = await throughBadNetwork(world, (operation, before) =>
      operation === 'CreateDeployment' && before === 0 ? 'cut' : 'pass',
    );
    expect((await (await startVersion(world, '2', { clients: bad.clients })).result()).exitCode).toBe(0);
  });

  it('does not register twice what was registered without an answer', async () => {
    await using world = await createWorld();
    await using bad = await throughBadNetwork(world, (operation, before) =>
      operation === 'RegisterTaskDefinition' && before === 0 ? 'lose-answer' : 'pass',
    );
    const handle = await startVersion(world, '2', { clients: bad.clients });
    expect(handle.release.taskDefinitionArn).toMatch(/web:2$/);
  });

  it('lives through throttling and lost connections while it watches', async () => {
    await using world = await createWorld({ terminationMinutes: 10 });
    await using bad = await throughBadNetwork(world, (operation, before) => {
      if (operation === 'GetDeployment' && before % 7 === 3) {
        return { status: 400, type: 'ThrottlingException', message: 'Rate exceeded' };
      }
      return operation === 'GetDeploymentTarget' && before % 11 === 5 ? 'cut' : 'pass';
    });
    const handle = await startVersion(world, '2', { clients: bad.clients });
    expect((await storyOf(handle)).result.exitCode).toBe(0);
  });

  it('gives up after five minutes without an answer, and says that the deployment goes on', async () => {
    await using world = await createWorld({ terminationMinutes: 60 });
    await using bad = await throughBadNetwork(world, (operation, before) =>
      operation === 'GetDeployment' && before > 3
        ? { status: 503, type: 'InternalFailure', message: 'out of order' }
        : 'pass',
    );
    const handle = await startVersion(world, '2', { clients: bad.clients });
    expect(await caught(handle.result())).toMatchObject({
      code: 'contact-lost',
      exitCode: 6,
      message: expect.stringContaining(handle.id),
      remedy: expect.stringContaining(`bg-deploy status ${handle.id} --watch`),
    });
  });

  it('reports a missing permission at once', async () => {
    await using world = await createWorld();
    await using bad = await throughBadNetwork(world, (operation) =>
      operation === 'GetDeployment' ? { status: 400, type: 'AccessDeniedException', message: 'no' } : 'pass',
    );
    const handle = await startVersion(world, '2', { clients: bad.clients });
    const before = world.engine.clock.now();
    expect(await caught(handle.result())).toMatchObject({
      code: 'contact-lost',
      exitCode: 6,
      message: expect.stringMatching(/^CodeDeploy GetDeployment .* is not allowed: no; deployment d-\w+ goes on/),
      remedy: expect.stringMatching(/^Grant codedeploy:GetDeployment[\s\S]*bg-deploy status d-\w+ --watch/),
    });
    expect(world.engine.clock.now() - before).toBeLessThan(10_000);
  });

  it('never calls a success what it may not look at', async () => {
    await using world = await createWorld();
    await using bad = await throughBadNetwork(world, (operation, before) =>
      operation === 'DescribeServices' && before > 0
        ? { status: 400, type: 'AccessDeniedException', message: 'no' }
        : 'pass',
    );
    const result = await (await startVersion(world, '2', { clients: bad.clients })).result();
    expect(result).toMatchObject({ status: 'Succeeded', exitCode: 4, error: { code: 'traffic-uncertain' } });
  });
});

describe('waiting', () => {
  it('ends at the timeout and leaves the deployment alone', async () => {
    await using world = await createWorld({ terminationMinutes: 60 });
    const began = world.engine.clock.now();
    const handle = await startVersion(world, '2', { timeout: 20 * 60_000 });
    expect(await caught(handle.result())).toMatchObject({
      code: 'wait-timed-out',
      exitCode: 6,
      message: expect.stringMatching(/goes on \(InProgress, waiting to terminate blue, 100 % of production/),
      remedy: expect.stringContaining(`bg-deploy status ${handle.id} --watch`),
    });
    expect(world.engine.clock.now() - began).toBe(20 * 60_000);
    const { clients, engine } = world;
    const other = await getDeployment(handle.id, { clients, clock: engine.clock });
    expect((await other.result()).exitCode).toBe(0);
  });

  it('ends with the reason of the signal', async () => {
    await using world = await createWorld({ readyMinutes: 60 });
    const handle = await startVersion(world, '2');
    const interruption = new AbortController();
    const reason = new Error('enough');
    const watching = (async () => {
      for await (const event of handle.events({ signal: interruption.signal })) {
        if (event.type === 'deployment.ready') interruption.abort(reason);
      }
    })();
    expect(await caught(watching)).toBe(reason);
  });
});
