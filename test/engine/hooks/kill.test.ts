import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createAwsClients } from '../../../src/aws/clients.js';
import { createWorld } from '../../support/world.js';
import { outcomeOf, release } from '../support/release.js';

let folder = '';
let program = '';
const started: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bg-deploy-killed-'));
  program = join(folder, 'engine.mjs');
  await build({
    entryPoints: [new URL('./support/engine-process.ts', import.meta.url).pathname],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module';const require=createRequire(import.meta.url);" },
  });
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const stateDirectory = () => join(folder, 'state');

/** Runs an engine in a process of its own; resolves when it is ready. */
async function serve(): Promise<{ child: ChildProcess; endpoint: string }> {
  const child = spawn(process.execPath, [program, stateDirectory(), 'sh ./hook.sh', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const ready: { endpoint: string } = JSON.parse(line);
    return { child, endpoint: ready.endpoint };
  }
  throw new Error('The engine did not start');
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('a hook does not outlive an engine that is killed, and is called again by the next one', async () => {
  const hook = `if [ -e again ]; then exit 0; fi
touch again
sleep 600 & echo $$ $! > pids.part && mv pids.part pids
wait
`;
  await writeFile(join(folder, 'hook.sh'), hook);
  const world = await createWorld({ stateDirectory: stateDirectory(), autoRollback: [] });
  await world[Symbol.asyncDispose]();
  const { target, documents } = world;

  const first = await serve();
  const clients = createAwsClients({ region: 'eu-west-1', endpointUrl: first.endpoint });
  const deploymentId = await release({ clients, target, documents }, { BeforeInstall: 'smoke' });
  const pids = join(folder, 'pids');
  await vi.waitFor(() => expect(existsSync(pids)).toBe(true), { timeout: 30_000 });
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  clients.destroy();
  const processes = (await readFile(pids, 'utf8')).trim().split(' ').map(Number);
  expect(processes).toHaveLength(2);
  await vi.waitFor(() => expect(processes.filter(isAlive)).toEqual([]), { timeout: 30_000 });

  const second = await serve();
  const later = createAwsClients({ region: 'eu-west-1', endpointUrl: second.endpoint });
  const outcome = () => outcomeOf({ clients: later }, deploymentId);
  await vi.waitFor(async () => expect((await outcome()).status).toBe('Succeeded'), { timeout: 30_000, interval: 100 });
  later.destroy();
  second.child.kill('SIGTERM');
  await once(second.child, 'exit');
}, 120_000);
