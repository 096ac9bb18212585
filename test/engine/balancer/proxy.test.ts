import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { generateLoad } from '../../../src/engine/index.js';
import { createStage, forward, named, portOf, type Stage } from './stage.js';

const MEGABYTE = 1024 * 1024;

async function oneTarget(stage: Stage, listener: Parameters<Stage['serve']>[0]) {
  const group = await stage.group('web-blue');
  stage.task(group, await stage.serve(listener));
  return { group, ...(await stage.listen(forward([group]), 8192)) };
}

function get(url: string, agent?: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, resolve).on('error', reject).end();
  });
}

describe('a forwarded request', () => {
  it('carries the headers of a load balancer, and none that concern one connection only', async () => {
    await using stage = await createStage();
    const { address } = await oneTarget(stage, ({ headers, url }, response) => {
      response.setHeader('keep-alive', 'timeout=1');
      response.end(JSON.stringify({ url, ...headers }));
    });
    const answer = await fetch(`${address}/a%20b?c=%2F`, {
      headers: { 'x-forwarded-for': '203.0.113.7', te: 'trailers', 'x-amzn-trace-id': 'Root=1-67891233-abcdef' },
    });
    const seen = await answer.json();

    expect(seen).toMatchObject({
      url: '/a%20b?c=%2F',
      host: address.replace('http://', ''),
      'x-forwarded-for': '203.0.113.7, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '8192',
      'x-amzn-trace-id': expect.stringMatching(/^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef$/),
    });
    expect(seen).not.toHaveProperty('te');
    expect(answer.headers.get('keep-alive')).not.toBe('timeout=1');
  });

  it('leaves the client its connection when the target closes its own', async () => {
    await using stage = await createStage();
    const { address } = await oneTarget(stage, (_request, response) => {
      response.setHeader('connection', 'close');
      response.end();
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let sent = 0; sent < 3; sent += 1) {
      const response = await get(address, agent);
      ports.add(response.socket.localPort);
      await once(response.resume(), 'end');
    }
    agent.destroy();
    expect(ports.size).toBe(1);
  });

  it('passes on a body of 100 MB as it comes, in both directions', async () => {
    await using stage = await createStage();
    let received = 0;
    let released = () => {};
    const reading = new Promise<void>((resolve) => {
      released = resolve;
    });
    const { address } = await oneTarget(stage, async (incoming, response) => {
      await reading;
      incoming.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      incoming.pipe(response);
    });
    let given = 0;
    const chunk = Buffer.alloc(MEGABYTE, 'x');
    const body = Readable.from(
      (function* () {
        for (; given < 100; given += 1) yield chunk;
      })(),
    );
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(address, { method: 'POST', headers: { 'content-length': 100 * MEGABYTE } }, resolve);
      sent.on('error', reject);
      body.pipe(sent);
    });
    await delay(300);
    // Nobody reads yet: what has been taken is in the buffers of the sockets on the way.
    expect(given).toBeLessThan(60);
    released();
    let echoed = 0;
    for await (const piece of await answer) echoed += piece.length;
    expect([received, echoed]).toEqual([100 * MEGABYTE, 100 * MEGABYTE]);
  });

  it('brings a streamed answer piece by piece, and ends at the target when the client goes', async () => {
    await using stage = await createStage();
    let ended = () => {};
    const gone = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const { address } = await oneTarget(stage, (_request, response) => {
      response.write('first');
      response.once('close', ended);
    });
    const response = await get(address);
    const [piece] = await once(response, 'data');
    expect(String(piece)).toBe('first');
    response.on('error', () => {});
    response.destroy();
    await gone;
  });

  it('is answered with 504 when the target says nothing for as long as the load balancer waits', async () => {
    await using stage = await createStage();
    const { address } = await oneTarget(stage, () => {});
    stage.idleTimeout(1);
    const answer = await fetch(address);
    expect([answer.status, answer.headers.get('server')]).toEqual([504, 'awselb/2.0']);
  });

  it('is answered with 502 when the target cuts the connection', async () => {
    await using stage = await createStage();
    const { address } = await oneTarget(stage, ({ socket }) => socket.destroy());
    expect((await fetch(address, { method: 'POST', body: 'x' })).status).toBe(502);
  });

  it('does not fail because its target has just closed a connection that was kept for it', async () => {
    await using stage = await createStage();
    const group = await stage.group('web-blue');
    // Each connection answers twice, and is closed without a word while the next request may be on its way.
    const target = createTcpServer((socket) => {
      let answered = 0;
      socket.on('error', () => {});
      socket.on('data', () => {
        answered += 1;
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        if (answered === 2) setImmediate(() => socket.destroy());
      });
    });
    stage.keep(target);
    stage.task(group, await portOf(target));
    const { address } = await stage.listen(forward([group]), 8192);
    const load = generateLoad({ url: address, requestsPerSecond: 1500, connections: 20, requests: 1500 });
    const { requests, failed, failures } = await load.ended;

    expect({ requests, failed, failures }).toEqual({ requests: 1500, failed: 0, failures: {} });
  });

  it('is taken as it is when it offers an upgrade to HTTP/2', async () => {
    await using stage = await createStage();
    const { address } = await oneTarget(stage, named('blue'));
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };
      request(address, { headers }, resolve).on('error', reject).end();
    });
    expect([response.statusCode, response.headers['x-version']]).toEqual([200, 'blue']);
    response.resume();
  });
});

describe('a WebSocket', () => {
  it('goes through, and lives on while its target drains, until the deregistration delay is over', async () => {
    await using stage = await createStage();
    const sockets = new WebSocketServer({ noServer: true });
    sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${data}`)));
    const group = await stage.group('web-blue');
    const port = await stage.serve(named('blue'));
    await stage.attributes(group, { 'deregistration_delay.timeout_seconds': '120' });
    stage.task(group, await webSocketServer(stage, sockets));
    stage.task(group, port);
    const { address } = await stage.listen(forward([group]), 8192);
    const client = new WebSocket(address.replace('http:', 'ws:'));
    await once(client, 'open');
    const echo = async (text: string) => {
      client.send(text);
      const [data] = await once(client, 'message');
      return String(data);
    };

    expect(await echo('one')).toBe('echo one');
    stage.deregister(group, 1);
    await stage.engine.clock.advance(119_000);
    expect(await echo('two')).toBe('echo two');
    const closed = once(client, 'close');
    await stage.engine.clock.advance(2000);
    await closed;
  });

  it('is refused with 502 where nothing listens', async () => {
    await using stage = await createStage();
    const group = await stage.group('web-blue');
    stage.task(group, undefined);
    const { address } = await stage.listen(forward([group]), 8192);
    const client = new WebSocket(address.replace('http:', 'ws:'));
    const [error] = await once(client, 'error');
    expect(String(error)).toContain('502');
  });
});

describe('a target that drains', () => {
  it('answers what it has begun and gets nothing new', async () => {
    await using stage = await createStage();
    const group = await stage.group('web-blue');
    let finish = () => {};
    stage.task(
      group,
      await stage.serve((_request, response) => {
        finish = () => response.end('old');
      }),
    );
    const { address } = await stage.listen(forward([group]), 8192);
    const slow = fetch(address).then((answer) => answer.text());
    await delay(50);
    stage.task(group, await stage.serve(named('new')));
    stage.deregister(group, 1);
    await stage.engine.clock.advance(290_000);

    for (let sent = 0; sent < 5; sent += 1) expect(await (await fetch(address)).text()).toBe('new');
    finish();
    expect(await slow).toBe('old');
  });

  it('loses what is still in flight when its deregistration delay is over', async () => {
    await using stage = await createStage();
    const { group, address } = await oneTarget(stage, (incoming, response) => {
      if (incoming.url === '/begun') response.write('begun');
    });
    const [begun, waiting] = [await get(`${address}/begun`), fetch(address)];
    begun.on('error', () => {});
    const cut = once(begun.resume(), 'close').catch(() => {});
    await delay(50);
    stage.deregister(group);
    await stage.engine.clock.advance(300_000);

    expect((await waiting).status).toBe(502);
    await cut;
    expect(begun.complete).toBe(false);
  });
});

async function webSocketServer(stage: Stage, sockets: WebSocketServer): Promise<number> {
  const { createServer } = await import('node:http');
  const server = createServer();
  server.on('upgrade', (incoming, socket, head) => {
    sockets.handleUpgrade(incoming, socket, head, (client) => sockets.emit('connection', client, incoming));
  });
  stage.keep(server);
  return portOf(server);
}
