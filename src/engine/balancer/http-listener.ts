import { createServer, type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { answerError, answerFixed, answerRedirect, redirectLocation } from './answer.js';
import type { Forwarding } from './forwarding.js';
import { requestHead } from './request-head.js';
import { type Decision, route } from './route.js';
import type { ListenerRoutes } from './routes.js';
import type { Turns } from './turns.js';

/** What a listener of this machine works with. */
export interface ListenerParts {
  /** The listener as it is now; `undefined`: it was deleted. */
  readonly routes: () => ListenerRoutes | undefined;
  readonly turns: Turns;
  readonly forwarding: Forwarding;
  /** Where another listener of the same load balancer is on this machine. */
  readonly localPort: (loadBalancerArn: string, port: number) => number | undefined;
}

/** A server that stands for a listener. */
export interface ListenerServer {
  readonly server: ReturnType<typeof createServer>;
  /** Cuts all its connections. */
  cutAll(): void;
}

/** How long a client's connection is kept without a request: longer than AWS does, so that no client meets its end. */
const KEEP_ALIVE_MS = 75_000;

/** Makes the server of an HTTP or HTTPS listener; it speaks plain HTTP either way. */
export function createHttpListener(parts: ListenerParts): ListenerServer {
  const { routes, turns, forwarding } = parts;
  const upgraded = new Set<Socket>();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, serve);
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    if (socket instanceof Socket) upgrade(request, socket, head);
    else socket.destroy();
  });

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const listener = routes();
    if (!listener) {
      response.destroy();
      return;
    }
    const decision = route(listener, requestHead(request), turns);
    if (decision.kind === 'forward') forwarding.web(request, response, { listener, ...decision });
    else answerOwn(request, response, listener, decision);
  }

  function answerOwn(
    request: IncomingMessage,
    response: ServerResponse,
    listener: ListenerRoutes,
    decision: Exclude<Decision, { kind: 'forward' }>,
  ): void {
    // A body that nobody reads would keep the connection from its next request.
    request.resume();
    switch (decision.kind) {
      case 'redirect': {
        const to = redirectLocation(decision.to, redirectedFrom(request, listener));
        const place = parts.localPort(listener.loadBalancerArn, to.port);
        // Here, too, HTTPS is plain HTTP.
        const here = place === undefined ? to : { ...to, port: place, protocol: 'http' };
        answerRedirect(response, decision.to.StatusCode, here);
        return;
      }
      case 'fixed-response':
        answerFixed(response, decision.response);
        return;
      case 'no-target':
        answerError(response, 503);
        return;
      case 'missing':
        answerError(response, 503, `The engine does not carry out ${decision.type} actions.`);
        return;
    }
  }

  function upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    socket.on('error', () => socket.destroy());
    const listener = routes();
    const isWebSocket = request.method === 'GET' && request.headers.upgrade?.toLowerCase() === 'websocket';
    if (listener && isWebSocket) {
      const decision = route(listener, requestHead(request), turns);
      if (decision.kind === 'forward') forwarding.webSocket(request, socket, head, { listener, ...decision });
      else answerOwn(request, lastResponse(request, socket), listener, decision);
      return;
    }
    // An upgrade to something else (h2c) is not taken up: the request is answered as if it had not been offered.
    serve(request, lastResponse(request, socket));
  }

  return {
    server,
    cutAll() {
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
    },
  };
}

/** The response on a connection that the HTTP server has let go of; the connection ends with it. */
function lastResponse(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  return response;
}

function redirectedFrom(request: IncomingMessage, listener: ListenerRoutes) {
  const { host, path, query } = requestHead(request);
  return { protocol: listener.protocol.toLowerCase(), host, port: listener.port, path, query };
}
