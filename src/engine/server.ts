import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { BgDeployError } from '../errors.js';
import { ADMIN_PATH, type AdminReply } from './admin.js';
import type { EventFeed } from './events/feed.js';
import { streamEvents } from './events/stream.js';
import type { Outcome } from './exchange.js';
import { type Attachments, createAttachments } from './hosting/attachments.js';
import { type IsOwnHost, isLoopback, ownHosts, strangerIn } from './loopback.js';
import { awsJson } from './protocol/aws-json.js';
import { plainRefusal } from './protocol/refusal.js';
import type { WireReply, WireRequest } from './protocol/wire.js';

/** What a server serves. */
export interface Served {
  answer(request: WireRequest): Promise<Outcome>;
  administer(method: string, path: string, body: string): Promise<AdminReply>;
  /** `GET /_bg-deploy/events` */
  readonly events: EventFeed;
}

/** A server that listens. */
export interface EngineServer {
  /** `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** How many processes have attached themselves (`GET /_bg-deploy/attach`). */
  attached(): number;
  /** Resolves when no process is attached any more. */
  whenDetached(signal?: AbortSignal): Promise<void>;
  /** From now on nobody can attach. */
  refuseAttachments(): void;
  /** Ends all connections, when what is being answered is answered. */
  close(): Promise<void>;
}

/** Requests of these services are far smaller; a task definition may have 64 KiB, a message 256 KiB. */
const BODY_LIMIT = 1024 * 1024;

/** Where a server listens. */
export interface ListenOptions {
  /** A loopback name or address, unless others are let in. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Whether the host may be one by which other machines get in. */
  readonly allowRemoteAccess: boolean;
}

/** Hosts that stand for all addresses of a machine, with the one by which its own programs reach it. */
const EVERY_ADDRESS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };

/**
 * Listens on this machine: for its own programs only, unless told otherwise in so many words.
 *
 * @param served - requests that come before it is there wait for it
 * @throws `BgDeployError` `usage-invalid` for another host, `local-unavailable` when the port is in use
 */
export async function listen(
  served: Promise<Served>,
  { host, port, allowRemoteAccess }: ListenOptions,
): Promise<EngineServer> {
  if (!isLoopback(host) && !allowRemoteAccess) {
    throw new BgDeployError('usage-invalid', `The embedded engine does not listen on ${host}`, {
      remedy:
        'It has no access control: whoever reaches it may do everything. Leave the host out, or give 127.0.0.1; ' +
        'if others are to get in, say so with --allow-remote-access (in the library: allowRemoteAccess: true).',
    });
  }
  const isOwn = isLoopback(host) ? isLoopback : ownHosts(host);
  const attachments = createAttachments();
  const server = createServer({ requestTimeout: 30_000, keepAliveTimeout: 60_000 }, (request, response) => {
    serve(request, response, { served, attachments, isOwn }).catch(() => response.destroy());
  });
  server.on('clientError', refuseGarbage);
  const address = await bound(server, host, port);
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const name = EVERY_ADDRESS[address.address] ?? shown;
  return {
    endpoint: `http://${name}:${address.port}`,
    attached: attachments.count,
    whenDetached: attachments.whenNone,
    refuseAttachments: attachments.refuse,
    async close() {
      attachments.refuse();
      attachments.endAll();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection that is kept alive for a next request would hold the server open.
      server.closeIdleConnections();
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      const patience = setTimeout(() => server.closeAllConnections(), 2000);
      await closed;
      clearInterval(idle);
      clearTimeout(patience);
    },
  };
}

async function bound(server: ReturnType<typeof createServer>, host: string, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((error: unknown) => {
    throw new BgDeployError('local-unavailable', listenFailure(error, host, port), {
      remedy: `Stop what uses the port, or choose another one: --port ${port === 0 ? 4566 : port + 1}`,
      cause: error,
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no address');
  return address;
}

function listenFailure(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use by another program`;
  return `The embedded engine cannot listen on ${host}:${port} (${String(code ?? error)})`;
}

interface Surroundings {
  readonly served: Promise<Served>;
  readonly attachments: Attachments;
  readonly isOwn: IsOwnHost;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { served, attachments, isOwn }: Surroundings,
): Promise<void> {
  const method = request.method ?? 'GET';
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s, 2);
  const stranger = strangerIn(request.headers, isOwn);
  if (stranger !== undefined) {
    request.resume();
    return send(response, refusalReply(request, 'AccessDeniedException', stranger, 403));
  }
  const { administer, answer, events } = await served;
  if (method === 'GET' && path === `${ADMIN_PATH}attach`) return attachments.add(response);
  if (method === 'GET' && path === `${ADMIN_PATH}events`) {
    return streamEvents(events, response, new URLSearchParams(query).has('follow'));
  }
  const body = method === 'GET' && !path.startsWith(ADMIN_PATH) ? Buffer.from(query) : await readBody(request);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    const message = `The request is larger than ${BODY_LIMIT} bytes`;
    return send(response, refusalReply(request, 'RequestEntityTooLarge', message, 413));
  }
  if (path.startsWith(ADMIN_PATH)) {
    const { status, body: answered } = await administer(method, path, body.toString('utf8'));
    const headers = { 'content-type': 'application/json' };
    return send(response, { status, headers, body: JSON.stringify(answered) });
  }
  deliver(response, await answer(wireRequest(request, body)));
}

/** The whole body; `undefined` when it is too large. What is left of it is read and thrown away. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client went away')));
  });
}

function wireRequest(request: IncomingMessage, body: Buffer): WireRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  return { method: request.method ?? 'GET', headers, body, requestId: randomUUID() };
}

function refusalReply(request: IncomingMessage, code: string, message: string, status: number): WireReply {
  return awsJson(wireRequest(request, Buffer.alloc(0))).writeRefusal(plainRefusal(code, message, status));
}

function deliver(response: ServerResponse, outcome: Outcome): void {
  switch (outcome.kind) {
    case 'reply':
      send(response, outcome.reply);
      return;
    case 'cut':
      response.socket?.resetAndDestroy();
      return;
    case 'broken-off': {
      const body = Buffer.from(outcome.reply.body);
      response.writeHead(outcome.reply.status, { ...outcome.reply.headers, 'content-length': body.length + 1 });
      response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
      return;
    }
    default:
      outcome satisfies never;
  }
}

function send(response: ServerResponse, reply: WireReply): void {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

/** What is no HTTP gets an answer too, as far as the socket still takes one. */
function refuseGarbage(error: Error, socket: Socket): void {
  if (!socket.writable || ('code' in error && error.code === 'ECONNRESET')) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ __type: 'BadRequest', message: 'The request is not valid HTTP' });
  const head = `content-type: application/x-amz-json-1.1\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
  socket.end(`HTTP/1.1 400 Bad Request\r\n${head}\r\n\r\n${body}`);
}
