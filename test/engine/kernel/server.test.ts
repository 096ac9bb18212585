import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countdownModel } from './support/countdown.js';
import { countdownClient } from './support/countdown-client.js';
import { jsonCall, sendBytes, sendRaw } from './support/raw-request.js';
import { startTestEngine } from './support/test-model.js';

let engine: Awaited<ReturnType<typeof startTestEngine>>;

beforeEach(async () => {
  engine = await startTestEngine(countdownModel);
});

afterEach(() => engine.close());

describe('the server', () => {
  it('says how it is', async () => {
    const reply = await sendRaw(engine.endpoint, { method: 'GET', path: '/_bg-deploy/health' });
    expect([reply.status, JSON.parse(reply.body)]).toEqual([
      200,
      { status: 'ok', speed: 0, now: '2026-01-01T00:00:00.000Z', pid: process.pid },
    ]);
  });

  it('has no other admin paths', async () => {
    for (const [method, path] of [
      ['POST', 'health'],
      ['GET', 'reset'],
      ['GET', 'secrets'],
    ] as const) {
      expect((await sendRaw(engine.endpoint, { method, path: `/_bg-deploy/${path}` })).status).toBe(404);
    }
  });

  it.each(['0.0.0.0', '192.168.1.5', 'example.com', '::'])('does not listen on %s', async (host) => {
    await expect(startTestEngine(countdownModel, { host })).rejects.toMatchObject({ code: 'usage-invalid' });
  });

  it('says which port is in use', async () => {
    const port = Number(new URL(engine.endpoint).port);
    await expect(startTestEngine(countdownModel, { port })).rejects.toMatchObject({
      code: 'local-unavailable',
      message: `Port ${port} on 127.0.0.1 is in use by another program`,
    });
  });

  it.each([
    ['a Host that is not this machine', { host: 'attacker.example:4566' }, 403],
    ['a Host that only looks like it', { host: '127.0.0.1.attacker.example' }, 403],
    ['a page of another origin', { origin: 'https://attacker.example' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['localhost', { host: 'localhost:4566' }, 200],
    ['IPv6', { host: '[::1]:4566' }, 200],
    ['a page of this machine', { origin: 'http://localhost:3000' }, 200],
  ])('judges who asks: %s', async (_what, headers, status) => {
    const reply = await sendRaw(engine.endpoint, { method: 'GET', path: '/_bg-deploy/health', headers });
    expect(reply.status).toBe(status);
    if (status === 403) expect(JSON.parse(reply.body)).toMatchObject({ __type: 'AccessDeniedException' });
  });

  it('does not take requests without end', async () => {
    const call = jsonCall('AmazonEC2ContainerServiceV20141113.CreateCluster', 'x'.repeat(1024 * 1024 + 1));
    const reply = await sendRaw(engine.endpoint, call);
    expect([reply.status, JSON.parse(reply.body).__type]).toEqual([413, 'RequestEntityTooLarge']);
    const most = { ...call, body: JSON.stringify({ clusterName: 'x'.repeat(1024 * 1024 - 20) }) };
    expect((await sendRaw(engine.endpoint, most)).status).toBe(200);
  });

  it('is not impressed by a client that goes away in the middle', async () => {
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nonly this';
    await sendBytes(engine.endpoint, Buffer.from(head));
    expect(await countdownClient(engine.endpoint).done()).toHaveLength(1);
    expect(engine.warnings).toEqual([]);
  });

  it('serves many requests over one connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let count = 0; count < 5; count += 1) {
      await new Promise<void>((resolve, reject) => {
        const call = request(`${engine.endpoint}/_bg-deploy/health`, { agent }, (response) => {
          ports.add(response.socket.localPort);
          response.resume().on('end', resolve);
        });
        call.on('error', reject).end();
      });
    }
    expect(ports.size).toBe(1);
    agent.destroy();
  });

  it('ends kept-alive connections when it closes, and frees its port', async () => {
    const { client, done } = countdownClient(engine.endpoint);
    await done();
    const begun = performance.now();
    await engine.close();
    expect(performance.now() - begun).toBeLessThan(1000);
    client.destroy();
    const other = createServer();
    const port = Number(new URL(engine.endpoint).port);
    await new Promise<void>((resolve, reject) => other.on('error', reject).listen(port, '127.0.0.1', resolve));
    expect((other.address() as AddressInfo).port).toBe(port);
    await new Promise((resolve) => other.close(resolve));
  });
});
