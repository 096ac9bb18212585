import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { generateLoad } from '../../../src/engine/index.js';
import { portOf } from '../balancer/stage.js';

const servers: ReturnType<typeof createServer>[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer({ keepAliveTimeout: 75_000 }, listener);
  servers.push(server);
  return `http://127.0.0.1:${await portOf(server)}/`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

describe('a load', () => {
  it('counts every request by version, status and step', async () => {
    let answered = 0;
    const url = await serve((_request, response) => {
      answered += 1;
      response.setHeader('x-version', answered % 4 === 0 ? '2' : '1');
      response.end('ok');
    });
    const load = generateLoad({ url, requestsPerSecond: 2000, requests: 200 });
    load.begin('whole');
    const report = await load.ended;

    expect(report).toMatchObject({ requests: 200, failed: 0, versions: { 1: 150, 2: 50 }, statuses: { 200: 200 } });
    // A request may have been due before the step was named.
    expect(report.steps.map(({ step }) => step)).toEqual(['start', 'whole']);
    expect(report.steps.reduce((sum, { requests }) => sum + requests, 0)).toBe(200);
    expect(report.steps[1]?.requests).toBeGreaterThan(150);
    expect(report.latency.p50).toBeGreaterThan(0);
    expect(report.latency.p50).toBeLessThanOrEqual(report.latency.p99);
    expect(report.latency.p99).toBeLessThanOrEqual(report.latency.max);
  });

  it.each<[string, RequestListener, object, object]>([
    ['a status', (_request, response) => response.writeHead(503).end(), { status: 3 }, { 503: 3 }],
    ['a connection that is cut', ({ socket }) => socket.destroy(), { reset: 3 }, {}],
    [
      'an answer that breaks off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half', () => response.destroy());
      },
      { truncated: 3 },
      { 200: 3 },
    ],
    ['silence', () => {}, { timeout: 3 }, {}],
  ])('takes %s for a failure', async (_name, listener, failures, statuses) => {
    const url = await serve(listener);
    const report = await generateLoad({ url, requestsPerSecond: 1000, requests: 3, timeoutMs: 100 }).ended;
    expect(report).toMatchObject({ requests: 3, failed: 3, versions: {}, failures, statuses });
  });

  it('says when nobody listens', async () => {
    const load = generateLoad({ url: 'http://127.0.0.1:1/', requestsPerSecond: 1000, requests: 2 });
    expect(await load.ended).toMatchObject({ requests: 2, failed: 2, failures: { refused: 2 } });
  });

  it('keeps to its connections and its pace, and stops when it is told to', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve(({ socket }, response) => {
      ports.add(socket.remotePort);
      response.end();
    });
    // Ten seconds, each beat of which is over at once.
    let now = 0;
    const clock = {
      now: () => now,
      async sleep() {
        now += 5;
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
    const stopping = new AbortController();
    const load = generateLoad({
      url,
      requestsPerSecond: 20,
      connections: 3,
      clock,
      signal: stopping.signal,
      onSample: () => {
        if (now >= 10_000) stopping.abort();
      },
    });
    const { requests, failed } = await load.ended;

    expect(failed).toBe(0);
    expect(requests).toBeGreaterThan(100);
    expect(requests).toBeLessThanOrEqual(now / 50 + 1);
    expect(ports.size).toBeLessThanOrEqual(3);
  });
});
