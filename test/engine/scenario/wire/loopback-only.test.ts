import dns from 'node:dns';
import net, { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { start } from '../../../../src/deployment/start.js';
import { type Engine, startEngine } from '../../../../src/engine/index.js';
import { isLoopback } from '../../../../src/engine/loopback.js';
import { run } from '../../../cli/console.js';
import { project } from '../../../cli/project.js';
import { storyOf } from '../../../support/story.js';
import { createWorld } from '../../../support/world.js';
import { sendRaw } from '../../kernel/support/raw-request.js';

afterEach(() => void vi.restoreAllMocks());

describe('an engine', () => {
  it('contacts nothing but this machine in the course of a release', async () => {
    const contacted: string[] = [];
    const connect = Socket.prototype.connect;
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args: unknown[]) {
      const [first] = Array.isArray(args[0]) ? args[0] : args;
      const host =
        typeof first === 'object' && first !== null
          ? String(
              { host: undefined, path: undefined, ...first }.host ?? { path: undefined, ...first }.path ?? 'localhost',
            )
          : String(args[1] ?? 'localhost');
      contacted.push(host);
      if (!isLoopback(host)) throw new Error(`connects to ${host}`);
      return Reflect.apply(connect, this, args);
    });
    const lookups = vi.spyOn(dns, 'lookup');
    const resolves = vi.spyOn(dns, 'resolve');
    await using world = await createWorld({
      hooks: { check: { answer: 'succeed' } },
      terminationMinutes: 5,
    });
    const { clients, engine, target } = world;
    const documents = world.documents('2', [{ event: 'AfterAllowTestTraffic', function: 'check' }]);
    const handle = await start({ clients, clock: engine.clock, target, documents });
    expect((await storyOf(handle)).result.exitCode).toBe(0);
    expect(contacted.length).toBeGreaterThan(0);
    expect(contacted.filter((host) => !isLoopback(host))).toEqual([]);
    expect(lookups.mock.calls.filter(([name]) => !isLoopback(name) && net.isIP(name) === 0)).toEqual([]);
    expect(resolves).not.toHaveBeenCalled();
  });
});

describe('an engine that others may reach', () => {
  /** An address of this machine by which others reach it, where it has one. */
  const outer = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

  const open = async (host: string, warnings: string[] = []): Promise<Engine> =>
    startEngine({ speed: 0, host, allowRemoteAccess: true, warn: (line) => warnings.push(line) });
  const health = (engine: Engine, headers: Record<string, string> = {}, endpoint = engine.endpoint) =>
    sendRaw(endpoint, { method: 'GET', path: '/_bg-deploy/health', headers }).then(({ status }) => status);

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com'])('is not had by naming %s alone', async (host) => {
    await expect(startEngine({ host })).rejects.toMatchObject({
      code: 'usage-invalid',
      message: `The embedded engine does not listen on ${host}`,
      remedy: expect.stringContaining('--allow-remote-access'),
    });
  });

  it('says that there is no access control, and where its own programs find it', async () => {
    const warnings: string[] = [];
    const engine = await open('0.0.0.0', warnings);
    expect(warnings).toEqual([
      'The embedded engine listens on 0.0.0.0 and has no access control: whoever reaches it may do everything in it.',
    ]);
    expect(new URL(engine.endpoint).hostname).toBe('127.0.0.1');
    expect(await health(engine)).toBe(200);
    await engine.close();
  });

  it.skipIf(outer === undefined)('answers to the addresses of its machine', async () => {
    const engine = await open('0.0.0.0');
    const { port } = new URL(engine.endpoint);
    expect(await health(engine, {}, `http://${outer}:${port}`)).toBe(200);
    await engine.close();
  });

  it('still keeps out web pages of other origins and names that are not its own', async () => {
    const engine = await open('0.0.0.0');
    expect(await health(engine, { host: 'attacker.example' })).toBe(403);
    expect(await health(engine, { host: '203.0.113.7' })).toBe(403);
    expect(await health(engine, { origin: 'https://attacker.example' })).toBe(403);
    await engine.close();
  });

  it('has no need to say so on loopback', async () => {
    const warnings: string[] = [];
    const engine = await open('127.0.0.1', warnings);
    expect(warnings).toEqual([]);
    expect(await health(engine, { host: 'engine.example' })).toBe(403);
    await engine.close();
  });
});

describe('`bg-deploy local`', () => {
  it('lets other machines in only when told so in so many words', async () => {
    const cwd = await project();
    const refused = await run(['local', '--port', '0', '--host', '0.0.0.0'], { cwd });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(
      /does not listen on 0\.0\.0\.0 \[usage-invalid, exit 2\][\s\S]*--allow-remote-access/,
    );

    const stopped = new AbortController();
    const served = await run(['local', '--port', '0', '--host', '0.0.0.0', '--allow-remote-access'], {
      cwd,
      signal: stopped.signal,
      onStdout: () => stopped.abort(),
    });
    expect(served).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/ready at http:\/\/127\.0\.0\.1:\d+ /),
      stderr: expect.stringContaining('listens on 0.0.0.0 and has no access control'),
    });
  });
});
