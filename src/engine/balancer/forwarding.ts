import { Agent, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createProxyServer, proxyUpgrade } from 'httpxy';
import { answerError } from './answer.js';
import { addForwardedHeaders, dropHopByHop } from './forwarded-headers.js';
import type { InFlight } from './in-flight.js';
import type { Keep } from './route.js';
import type { ListenerRoutes, RoutedTarget } from './routes.js';
import { stickyCookie } from './sticky-cookie.js';

/**
 * How long a connection to a target is kept without a request, in milliseconds. Shorter than what servers keep (5 s in
 * Node.js, longer elsewhere): a request must not be sent into a connection that its target is just closing.
 */
const KEPT_MS = 4000;

/** A request that a target is to answer. */
export interface Forwarded {
  readonly listener: ListenerRoutes;
  readonly target: RoutedTarget;
  readonly keeps: readonly Keep[];
}

/** Sends requests on to targets. */
export interface Forwarding {
  web(request: IncomingMessage, response: ServerResponse, forwarded: Forwarded): void;
  webSocket(request: IncomingMessage, socket: Socket, head: Buffer, forwarded: Forwarded): void;
  close(): void;
}

/** What a forwarding works with. */
export interface ForwardingParts {
  readonly inFlight: InFlight;
  /** Engine time. */
  readonly now: () => number;
}

/** What is known of a request on its way. */
interface Passage {
  readonly forwarded: Forwarded;
  readonly clientConnection: 'close' | 'keep-alive';
  outgoing?: ClientRequest;
  timedOut: boolean;
  cut: boolean;
}

/** Makes a forwarding with a pool of connections to the targets. */
export function createForwarding({ inFlight, now }: ForwardingParts): Forwarding {
  const agent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: KEPT_MS, maxFreeSockets: 1024 });
  const proxy = createProxyServer();
  const passages = new WeakMap<IncomingMessage, Passage>();

  proxy.on('proxyReq', (outgoing, request) => {
    const passage = passages.get(request);
    if (!passage) return;
    passage.outgoing = outgoing;
    outgoing.once('timeout', () => {
      passage.timedOut = true;
    });
  });
  proxy.on('proxyRes', (answered, request) => {
    const passage = passages.get(request);
    if (!passage) return;
    dropHopByHop(answered.headers);
    answered.headers.connection = passage.clientConnection;
    const cookies = cookiesFor(passage.forwarded.keeps, answered.headers['set-cookie'] ?? [], Date.now());
    if (cookies.length > 0) answered.headers['set-cookie'] = [...(answered.headers['set-cookie'] ?? []), ...cookies];
  });

  /** @param connections - where the connection to the target comes from; `false`: a new one for this request */
  async function send(
    request: IncomingMessage,
    response: ServerResponse,
    passage: Passage,
    connections: Agent | false,
  ): Promise<void> {
    const { target, listener } = passage.forwarded;
    try {
      await proxy.web(request, response, {
        agent: connections,
        target: { protocol: 'http:', host: '127.0.0.1', port: target.localPort },
        proxyTimeout: listener.idleSeconds * 1000,
      });
    } catch (error) {
      if (response.destroyed || response.writableEnded) return;
      if (response.headersSent) {
        response.destroy();
        return;
      }
      if (!passage.cut && wasClosedBefore(error, request, passage.outgoing)) {
        // The target closed the kept connection before it saw the request.
        delete passage.outgoing;
        await send(request, response, passage, false);
        return;
      }
      answerError(response, passage.timedOut ? 504 : 502);
    }
  }

  return {
    web(request, response, forwarded) {
      const { target, listener } = forwarded;
      if (target.localPort === undefined) {
        answerError(response, 502);
        return;
      }
      const passage: Passage = {
        forwarded,
        clientConnection: wantsClose(request) ? 'close' : 'keep-alive',
        timedOut: false,
        cut: false,
      };
      passages.set(request, passage);
      dropHopByHop(request.headers);
      addForwardedHeaders(request, listener, now());
      const end = inFlight.begin(target.key, () => {
        passage.cut = true;
        if (response.headersSent) response.destroy();
        else passage.outgoing?.destroy();
      });
      response.once('close', end);
      void send(request, response, passage, agent);
    },
    webSocket(request, socket, head, forwarded) {
      const { target, listener } = forwarded;
      const upstream = connect({ host: '127.0.0.1', port: target.localPort ?? 0 });
      const refuse = () => socket.end('HTTP/1.1 502 Bad Gateway\r\nServer: awselb/2.0\r\nConnection: close\r\n\r\n');
      const end = inFlight.begin(target.key, () => {
        upstream.destroy();
        socket.destroy();
      });
      socket.once('close', () => {
        end();
        upstream.destroy();
      });
      upstream.once('error', refuse);
      upstream.once('connect', () => {
        upstream.off('error', refuse);
        addForwardedHeaders(request, listener, now());
        // A socket without a byte either way is given up, WebSockets too.
        socket.setTimeout(listener.idleSeconds * 1000, () => socket.destroy());
        proxyUpgrade({ host: '127.0.0.1', port: target.localPort ?? 0 }, request, socket, head, {
          xfwd: false,
          agent: agentOf(upstream),
        }).then(
          () => socket.setTimeout(listener.idleSeconds * 1000, () => socket.destroy()),
          // The target's refusal, if it made one, is on its way to the client.
          () => {},
        );
      });
    },
    close() {
      agent.destroy();
    },
  };
}

/** Whether the client wants its connection closed after the answer. */
function wantsClose({ headers, httpVersion }: IncomingMessage): boolean {
  const connection = (headers.connection ?? '').toLowerCase();
  return connection.includes('close') || (httpVersion === '1.0' && !connection.includes('keep-alive'));
}

/**
 * Whether a request never reached its target because that closed the connection, which had served another request
 * before, at the same moment. Only a request without a body can be sent again.
 */
function wasClosedBefore(error: unknown, { headers, method }: IncomingMessage, outgoing: ClientRequest | undefined) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (!outgoing?.reusedSocket || (code !== 'ECONNRESET' && code !== 'EPIPE')) return false;
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return !hasBody && ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'].includes(method ?? '');
}

function cookiesFor(keeps: readonly Keep[], set: readonly string[], now: number): string[] {
  return keeps
    .filter(({ when }) => when === undefined || set.some((cookie) => cookie.startsWith(`${when}=`)))
    .flatMap(({ cookie, content, seconds }) => stickyCookie(cookie, content, seconds, now));
}

/** An agent for one connection that is there already. */
function agentOf(socket: Socket): Agent {
  return Object.assign(new Agent(), { createConnection: () => socket });
}
