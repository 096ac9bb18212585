import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutLifecycleEventHookExecutionStatusCommand } from '@aws-sdk/client-codedeploy';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runHookCommand } from '../../../src/engine/codedeploy/hooks/run-command.js';
import { type HookStandIn, startEngine } from '../../../src/engine/index.js';
import { createWorld, type TestWorld } from '../../support/world.js';
import { isAlive } from '../support/process.js';
import { receive } from '../support/receiver.js';
import { outcomeOf, release } from '../support/release.js';

const HOUR = 3_600_000;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bg-deploy-hook-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Releases with a hook before production traffic, and lets three hours pass. */
async function released(smoke: HookStandIn, during: (world: TestWorld, deploymentId: string) => void = () => {}) {
  const emitted = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  await using world = await createWorld({ hooks: { smoke }, autoRollback: [] });
  const deploymentId = await release(world, { BeforeAllowTraffic: 'smoke' });
  during(world, deploymentId);
  await world.engine.clock.advance(3 * HOUR);
  const warnings = emitted.mock.calls.map(([line]) => String(line).replaceAll(deploymentId, '<id>'));
  emitted.mockRestore();
  return { ...(await outcomeOf(world, deploymentId)), warnings, deploymentId, world };
}

describe('a command that stands in for a function', () => {
  it('finds the event and the engine, and nothing of an account', async () => {
    const script = `
cat > stdin.json
printf '%s\\n' "$BG_DEPLOY_HOOK_EVENT" "$DEPLOYMENT_ID" "$LIFECYCLE_EVENT_HOOK_EXECUTION_ID" "$LIFECYCLE_EVENT" \\
  "$AWS_ENDPOINT_URL" "$AWS_REGION" "\${AWS_EXECUTION_ENV-none}" "$PWD" > seen
`;
    await writeFile(join(folder, 'smoke.sh'), script, { mode: 0o755 });
    process.env.AWS_EXECUTION_ENV = 'a pipeline';
    const { status, deploymentId, warnings, world } = await released({ command: 'sh ./smoke.sh', folder });
    delete process.env.AWS_EXECUTION_ENV;
    expect([status, warnings]).toEqual(['Succeeded', []]);
    const [event = '', id, execution, ...rest] = (await readFile(join(folder, 'seen'), 'utf8')).split('\n');
    expect(JSON.parse(event)).toEqual({ DeploymentId: deploymentId, LifecycleEventHookExecutionId: execution });
    expect([id, ...rest]).toEqual([
      deploymentId,
      'BeforeAllowTraffic',
      world.engine.endpoint,
      'eu-west-1',
      'none',
      folder,
      '',
    ]);
    expect(JSON.parse(await readFile(join(folder, 'stdin.json'), 'utf8'))).toEqual(JSON.parse(event));
  });

  it('fails the deployment by its exit code, and what it said last is told', async () => {
    const { status, code, warnings } = await released({ command: 'echo 502 from green; echo giving up >&2; exit 3' });
    expect([status, code]).toEqual(['Failed', 'HOOK_EXECUTION_FAILURE']);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^The hook smoke \(BeforeAllowTraffic of <id>\) ended with exit code 3, which is reported as Failed\n/,
    );
    expect(warnings[0]?.split('\n').slice(1).sort()).toEqual(['502 from green', 'giving up']);
  });

  it('may have reported by itself', async () => {
    await writeFile(
      join(folder, 'report.mjs'),
      `const { DEPLOYMENT_ID: deploymentId, LIFECYCLE_EVENT_HOOK_EXECUTION_ID: lifecycleEventHookExecutionId } = process.env;
const headers = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus',
  authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/' + process.env.AWS_REGION + '/codedeploy/aws4_request',
};
const body = JSON.stringify({ deploymentId, lifecycleEventHookExecutionId, status: 'Succeeded' });
const reply = await fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', headers, body });
process.exit(reply.ok ? 1 : 2);
`,
    );
    const { status, warnings } = await released({ command: 'node report.mjs', folder });
    expect(status).toBe('Succeeded');
    expect(warnings).toEqual([expect.stringContaining('ended with exit code 1')]);
  });

  it('fails when it cannot be run', async () => {
    const { status, warnings } = await released({ command: './there-is-none.sh', folder });
    expect(status).toBe('Failed');
    expect(warnings[0]).toContain('ended with exit code 127');
  });

  it('ends with all that it started when nobody waits for it any more', async () => {
    const controller = new AbortController();
    const call = {
      deploymentId: 'd-ABCDEFGHI',
      lifecycleEventHookExecutionId: 'e-1',
      functionName: 'smoke',
      event: 'AfterInstall',
      region: 'eu-west-1',
    } as const;
    const pids = join(folder, 'pids');
    const command = `sleep 600 & echo $$ $! > ${pids}.part && mv ${pids}.part ${pids}; wait`;
    const ended = runHookCommand({ command }, call, {
      endpoint: 'http://127.0.0.1:1',
      region: 'eu-west-1',
      signal: controller.signal,
    });
    await vi.waitFor(() => expect(existsSync(pids)).toBe(true), { timeout: 30_000 });
    controller.abort(new Error('closing'));
    await expect(ended).rejects.toThrow('closing');
    const processes = (await readFile(pids, 'utf8')).trim().split(' ').map(Number);
    expect(processes).toHaveLength(2);
    await vi.waitFor(() => expect(processes.filter(isAlive)).toEqual([]), { timeout: 30_000 });
  });
});

describe('a URL that stands in for a function', () => {
  it.each(['Succeeded', 'Failed'] as const)('may answer at once: %s', async (status) => {
    await using receiver = await receive(() => ({ status: 200, body: JSON.stringify({ status }) }));
    const seen = await released({ url: receiver.url });
    expect(seen.status).toBe(status);
    expect(receiver.received.map(({ body }) => JSON.parse(body))).toEqual([
      { DeploymentId: seen.deploymentId, LifecycleEventHookExecutionId: expect.any(String) },
    ]);
  });

  it('may report by itself while it is called', async () => {
    let world: TestWorld | undefined;
    await using receiver = await receive(async ({ body }) => {
      const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId } =
        JSON.parse(body);
      const report = { deploymentId, lifecycleEventHookExecutionId, status: 'Succeeded' } as const;
      await world?.clients.codedeploy.send(new PutLifecycleEventHookExecutionStatusCommand(report));
      return { status: 202 };
    });
    const seen = await released({ url: receiver.url }, (made) => {
      world = made;
    });
    expect([seen.status, seen.warnings]).toEqual(['Succeeded', []]);
  });

  it('that refuses the call leaves the deployment waiting for its hour', async () => {
    await using receiver = await receive(() => ({ status: 500 }));
    const seen = await released({ url: receiver.url });
    expect(seen.status).toBe('Failed');
    expect(seen.warnings).toEqual([expect.stringContaining('answered with status 500')]);
  });

  it('must be of this machine', async () => {
    await expect(startEngine({ hooks: { smoke: { url: 'http://example.com/hook' } } })).rejects.toMatchObject({
      code: 'usage-invalid',
    });
  });
});

describe('a call that is under way when the engine stops', () => {
  it('is made again when the engine starts anew', async () => {
    const stateDirectory = join(folder, 'state');
    const calls: string[] = [];
    const options = { stateDirectory, autoRollback: [] };
    const first = await createWorld({
      ...options,
      hooks: {
        smoke: async (event, { signal }) => {
          calls.push(event.LifecycleEventHookExecutionId);
          await first.engine.clock.sleep(Number.POSITIVE_INFINITY, signal);
        },
      },
    });
    const deploymentId = await release(first, { BeforeAllowTraffic: 'smoke' });
    await first.engine.clock.advance(600_000);
    await first[Symbol.asyncDispose]();

    await using engine = await startEngine({
      stateDirectory,
      speed: 0,
      hooks: {
        smoke: async (event) => {
          calls.push(event.LifecycleEventHookExecutionId);
          return 'Succeeded';
        },
      },
    });
    await engine.clock.advance(600_000);
    expect(calls).toEqual([calls[0], calls[0]]);
    const deployment = engine.world.regions['eu-west-1']?.codedeploy.deployments[deploymentId];
    expect(deployment?.phase).toMatchObject({ name: 'over', status: 'Succeeded' });
    expect(engine.world.regions['eu-west-1']?.codedeploy.invocations).toEqual([]);
  });

  it('is given up, and said so, when nothing stands in for the function any more', async () => {
    const stateDirectory = join(folder, 'state-without');
    const first = await createWorld({
      stateDirectory,
      hooks: { smoke: (_event, { signal }) => first.engine.clock.sleep(Number.POSITIVE_INFINITY, signal) },
    });
    const deploymentId = await release(first, { BeforeAllowTraffic: 'smoke' });
    await first.engine.clock.advance(600_000);
    await first[Symbol.asyncDispose]();

    const warnings: string[] = [];
    await using engine = await startEngine({ stateDirectory, speed: 0, warn: (line) => warnings.push(line) });
    await engine.clock.advance(1000);
    expect(warnings).toEqual([
      `The hook smoke (BeforeAllowTraffic of ${deploymentId}) failed: nothing stands in for it any more`,
    ]);
  });
});
