import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pendingInvocations } from '../../../src/engine/codedeploy/hooks/invocation.js';
import { runHookModule } from '../../../src/engine/codedeploy/hooks/run-module.js';
import { putLifecycleEventHookExecutionStatus } from '../../../src/engine/codedeploy/operations/put-lifecycle-event-hook-execution-status.js';
import { Stage } from './stage.js';

const atHook = (event: string) => {
  const stage = new Stage({ functions: { smoke: 'external' }, testListener: true });
  const deploymentId = stage.deploy({ hooks: { [event]: 'smoke' } });
  stage.untilRunning(event);
  const [invocation] = pendingInvocations(stage.region);
  const report = (status: string | undefined, id = invocation?.lifecycleEventHookExecutionId) =>
    stage.call(putLifecycleEventHookExecutionStatus, {
      deploymentId,
      lifecycleEventHookExecutionId: id,
      status: status as 'Succeeded' | undefined,
    });
  return { stage, deploymentId, invocation, report };
};

describe('a function outside the world', () => {
  it('is called once, and its report lets the deployment go on', () => {
    const { stage, deploymentId, invocation, report } = atHook('AfterAllowTestTraffic');
    expect(invocation).toEqual({
      deploymentId,
      lifecycleEventHookExecutionId: expect.stringMatching(/^.{40,}$/),
      functionName: 'smoke',
      event: 'AfterAllowTestTraffic',
      region: 'eu-west-1',
    });
    stage.pass(1800);
    // It is not called off while nobody has noted that it has ended.
    expect(pendingInvocations(stage.region)).toEqual([invocation]);
    expect(stage.eventStatuses().AfterAllowTestTraffic).toBe('InProgress');

    expect(report('Succeeded')).toEqual({
      lifecycleEventHookExecutionId: invocation?.lifecycleEventHookExecutionId,
    });
    expect(stage.eventStatuses().AfterAllowTestTraffic).toBe('Succeeded');
    expect(pendingInvocations(stage.region)).toEqual([]);
    expect(() => report('Succeeded')).toThrow('The lifecycle event AfterAllowTestTraffic has already completed');
    stage.finish();
    expect(stage.info().status).toBe('Succeeded');
  });

  it('can fail the deployment', () => {
    const { stage, report } = atHook('BeforeAllowTraffic');
    report('Failed');
    expect(stage.eventStatuses().BeforeAllowTraffic).toBe('Failed');
    stage.finish();
    expect(stage.info().errorInformation?.code).toBe('HOOK_EXECUTION_FAILURE');
  });

  it.each([
    ['InProgress', undefined, 'must be Succeeded or Failed, not InProgress'],
    [undefined, undefined, 'must be Succeeded or Failed'],
    ['Succeeded', 'another', 'execution ID is not valid'],
  ])('is refused a report of %s by %s', (status, id, message) => {
    const { report } = atHook('BeforeInstall');
    expect(() => report(status, id)).toThrow(message);
  });
});

describe('a module that stands in for a function', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hook-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const call = {
    deploymentId: 'd-ABCDEFGHI',
    lifecycleEventHookExecutionId: 'e-1',
    functionName: 'smoke',
    event: 'AfterInstall',
    region: 'eu-west-1',
  } as const;
  const run = async (source: string, signal = new AbortController().signal, name = 'hook.mjs') => {
    const path = join(folder, name);
    await writeFile(path, source);
    await runHookModule(path, call, { endpoint: 'http://127.0.0.1:1', region: 'eu-west-1', signal });
  };
  const ASSERT = `import assert from 'node:assert';\n`;

  it('is handed what Lambda would hand it, and finds the engine and no account', async () => {
    process.env.AWS_PROFILE = 'production';
    process.env.AWS_ENDPOINT_URL_ECS = 'https://example.com';
    try {
      await run(`${ASSERT}
export const handler = async (event, context) => {
  assert.deepEqual(event, { DeploymentId: 'd-ABCDEFGHI', LifecycleEventHookExecutionId: 'e-1' });
  assert.equal(context.functionName, 'smoke');
  assert.ok(context.getRemainingTimeInMillis() > 0);
  assert.equal(process.env.AWS_ENDPOINT_URL, 'http://127.0.0.1:1');
  assert.equal(process.env.AWS_REGION, 'eu-west-1');
  assert.equal(process.env.AWS_PROFILE, undefined);
  assert.equal(process.env.AWS_ENDPOINT_URL_ECS, undefined);
};`);
    } finally {
      delete process.env.AWS_PROFILE;
      delete process.env.AWS_ENDPOINT_URL_ECS;
    }
  });

  it('may be CommonJS with a call-back', async () => {
    await run(
      `exports.handler = (event, context, callback) => setTimeout(callback, 1, null, event.DeploymentId);`,
      undefined,
      'hook.cjs',
    );
  });

  it('tells what it wrote last when it crashes', async () => {
    await expect(run(`export const handler = async () => { throw new Error('no database'); };`)).rejects.toThrow(
      /it ended with exit code 1\n[\s\S]*Error: no database/,
    );
  });

  it('must have a handler', async () => {
    await expect(run('export const handle = 1;')).rejects.toThrow('The module exports no function named handler');
  });

  it('is ended when nobody waits for it any more', async () => {
    const controller = new AbortController();
    const ended = run(
      `export const handler = () => new Promise(() => setInterval(() => {}, 1000));`,
      controller.signal,
    );
    controller.abort();
    await expect(ended).rejects.toThrow();
  });
});
