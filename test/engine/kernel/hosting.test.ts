import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenEngine, openEngineOf } from '../../../src/engine/hosting/open-engine.js';
import { countdownModel } from './support/countdown.js';
import { countdownClient } from './support/countdown-client.js';
import { testModel } from './support/test-model.js';

let directory: string;
let opened: OpenEngine[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bg-deploy-host-'));
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((engine) => engine.close()));
  await rm(directory, { recursive: true, force: true });
});

async function open(options: { speed?: number; signal?: AbortSignal; lingerMs?: number } = {}): Promise<OpenEngine> {
  const engine = await openEngineOf(testModel(countdownModel), {
    stateDirectory: directory,
    seed: 1,
    speed: 60,
    warn: () => {},
    ...options,
  });
  opened.push(engine);
  return engine;
}

const lockFile = () => join(directory, 'engine.lock');

describe('the engine of a directory', () => {
  it('is hosted by who opens it first, and shared by the others', async () => {
    const host = await open();
    const guest = await open({ speed: 5 });
    expect([host.hosted, guest.hosted]).toEqual([true, false]);
    expect(guest.endpoint).toBe(host.endpoint);
    expect(guest.speed).toBe(60);
    expect(Math.abs(guest.clock.now() - host.clock.now())).toBeLessThan(5000);
    await countdownClient(guest.endpoint).note('shared', 0);
    expect((await countdownClient(host.endpoint).done())[0]).toContain('shared');
  });

  it('has exactly one host when many open it at once', async () => {
    const engines = await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(engines.filter(({ hosted }) => hosted)).toHaveLength(1);
    expect(new Set(engines.map(({ endpoint }) => endpoint)).size).toBe(1);
  });

  it('has exactly one host when many find the lock of a dead one', async () => {
    await writeFile(lockFile(), JSON.stringify({ pid: 2 ** 22 + 1, endpoint: 'http://127.0.0.1:9', token: 'dead' }));
    const engines = await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(engines.filter(({ hosted }) => hosted)).toHaveLength(1);
    expect(new Set(engines.map(({ endpoint }) => endpoint)).size).toBe(1);
  });

  it('stays up until the last one has let go', async () => {
    const host = await open();
    const guests = [await open(), await open()];
    let closed = false;
    const closing = host.close().then(() => {
      closed = true;
    });
    const late = await open();
    await guests[0]?.close();
    await guests[1]?.close();
    await countdownClient(late.endpoint).note('still there', 0);
    expect(closed).toBe(false);
    expect(existsSync(lockFile())).toBe(true);
    await late.close();
    await closing;
    expect(existsSync(lockFile())).toBe(false);
  });

  it('does not stay up longer than it was told to', async () => {
    const host = await open({ lingerMs: 20 });
    const guest = await open();
    await host.close();
    await expect(countdownClient(guest.endpoint).done()).rejects.toThrow();
  });

  it('goes at once when its host is interrupted', async () => {
    const abort = new AbortController();
    const host = await open({ signal: abort.signal });
    await open();
    const closing = host.close();
    abort.abort();
    await closing;
    expect(existsSync(lockFile())).toBe(false);
  });

  it('is handed on with its world', async () => {
    const host = await open();
    await countdownClient(host.endpoint).note('kept', 0);
    await host.close();
    const next = await open();
    expect(next.hosted).toBe(true);
    expect((await countdownClient(next.endpoint).done())[0]).toContain('kept');
  });

  it('lets a guest sleep on the virtual clock of its host', async () => {
    const host = await open({ speed: 0 });
    const guest = await open();
    const before = host.clock.now();
    await guest.clock.sleep(90_000);
    expect([guest.speed, host.clock.now() - before, guest.clock.now() - before]).toEqual([0, 90_000, 90_000]);
    await expect(guest.clock.sleep(1, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  it.each([
    ['that says nothing', ''],
    ['that is cut short', '{"pid": 12'],
  ])('is taken over from a lock %s, once its writer must be done', async (_what, text) => {
    await writeFile(lockFile(), text);
    const { utimes } = await import('node:fs/promises');
    await utimes(lockFile(), new Date(0), new Date(0));
    expect((await open()).hosted).toBe(true);
  });

  it('is taken over from a process of the same number that is something else', async () => {
    const other = createServer((_request, response) => response.end('{"hello": "world"}'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    await writeFile(lockFile(), JSON.stringify({ pid: process.pid, endpoint, token: 't' }));
    expect((await open()).hosted).toBe(true);
    await new Promise((resolve) => other.close(resolve));
  });

  it('gives up when it is told to, while it waits for a host', async () => {
    await writeFile(lockFile(), '');
    await expect(open({ signal: AbortSignal.timeout(5) })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('an engine that another process hosts', () => {
  let program: string;
  let folder: string;
  let children: ChildProcess[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bg-deploy-child-'));
    program = join(folder, 'host.mjs');
    await build({
      entryPoints: [new URL('./support/host-process.ts', import.meta.url).pathname],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      banner: { js: "import { createRequire } from 'node:module';const require=createRequire(import.meta.url);" },
    });
  });

  beforeEach(() => {
    children = [];
  });

  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function startProcess() {
    const child = spawn(process.execPath, ['--no-warnings', program, directory], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = await once(createInterface(child.stdout), 'line');
    const said: { endpoint: string; hosted: boolean } = JSON.parse(String(line));
    return { child, ...said };
  }

  it('outlives its host being killed: the next one to open it finds the world', async () => {
    const { child, endpoint, hosted } = await startProcess();
    expect(hosted).toBe(true);
    const guest = await open();
    expect([guest.hosted, guest.endpoint]).toEqual([false, endpoint]);
    await countdownClient(guest.endpoint).note('kept', 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(lockFile())).toBe(true);
    const next = await open();
    expect(next.hosted).toBe(true);
    expect((await countdownClient(next.endpoint).done())[0]).toContain('kept');
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('stays up while this process is attached, and ends by itself after that', async () => {
    const { child } = await startProcess();
    const guest = await open();
    child.stdin?.end();
    await countdownClient(guest.endpoint).note('still there', 0);
    const exit = once(child, 'exit');
    await guest.close();
    expect(await exit).toEqual([0, null]);
  });
});
