import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { TaskIdentity } from './container-plan.js';
import type { ContainerEnd, RunningContainer } from './running-container.js';

/** Longer than a load balancer keeps an idle connection (60 seconds), as AWS asks of its targets. */
const KEEP_ALIVE_MS = 75_000;

/**
 * Starts the small application that stands for a container without a command. It answers every path with who it is
 * (JSON, and the headers `x-version`, `x-task` and `x-colour`), and besides: `/slow?ms=10000` answers late,
 * `/stream?chunks=10&ms=100` in pieces, `/echo` with the body that it is sent.
 *
 * @param ports - the ports of this machine that it listens on
 * @throws Error when it cannot listen
 */
export async function startBuiltInApp(who: TaskIdentity, ports: readonly number[]): Promise<RunningContainer> {
  let stopping = false;
  const servers = ports.map(() => {
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
      if (stopping) response.setHeader('connection', 'close');
      response.on('close', () => {
        // What was under way when the server closed counts as idle only now.
        if (stopping) setImmediate(() => server.closeIdleConnections());
      });
      answer(who, request, response).catch(() => response.destroy());
    });
    return server;
  });
  const closed = Promise.all(servers.map((server) => once(server, 'close')));
  try {
    for (const [index, server] of servers.entries()) {
      server.listen(ports[index], '127.0.0.1');
      await once(server, 'listening');
    }
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
  let killed = false;
  let timer: NodeJS.Timeout | undefined;
  const ended = closed.then((): ContainerEnd => {
    clearTimeout(timer);
    return { exitCode: killed ? 137 : 0 };
  });
  return {
    ended,
    lines: () => [],
    stop(graceMs) {
      stopping = true;
      clearTimeout(timer);
      timer = setTimeout(() => {
        killed = true;
        for (const server of servers) server.closeAllConnections();
      }, graceMs);
      // It finishes what it has begun to answer, and takes nothing new.
      for (const server of servers) server.close();
    },
  };
}

async function answer(who: TaskIdentity, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('x-version', who.version);
  response.setHeader('x-task', who.task);
  response.setHeader('x-colour', who.colour);
  const url = new URL(request.url ?? '/', 'http://task');
  if (url.pathname === '/echo') return echo(request, response);
  request.resume();
  if (url.pathname === '/slow') await delay(number(url, 'ms', 1000, 600_000));
  if (url.pathname === '/stream') return stream(url, response);
  response.setHeader('content-type', 'application/json');
  response.end(`${JSON.stringify(who)}\n`);
}

async function stream(url: URL, response: ServerResponse): Promise<void> {
  response.setHeader('content-type', 'text/plain');
  await pipeline(pieces(number(url, 'chunks', 10, 100_000), number(url, 'ms', 100, 60_000)), response);
}

async function* pieces(count: number, pauseMs: number): AsyncGenerator<string> {
  for (let piece = 1; piece <= count; piece += 1) {
    if (piece > 1) await delay(pauseMs);
    yield `${piece}\n`;
  }
}

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('content-type', request.headers['content-type'] ?? 'application/octet-stream');
  await pipeline(request, response);
}

function number(url: URL, name: string, usual: number, most: number): number {
  const value = Number(url.searchParams.get(name) ?? usual);
  return Number.isFinite(value) ? Math.min(Math.max(0, value), most) : usual;
}
