import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a receiver has got. */
export interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A program of this machine that is posted to. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
}

/**
 * Listens on a free port.
 *
 * @param answer - the reply to a request; by default status 200; `silent`: there is none
 */
export async function receive(
  answer: (
    request: Received,
    count: number,
  ) =>
    | { readonly status: number; readonly body?: string }
    | 'silent'
    | Promise<{ status: number; body?: string }> = () => ({
    status: 200,
  }),
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    received.push({ headers: request.headers, body });
    const reply = await answer({ headers: request.headers, body }, received.length);
    if (reply !== 'silent') response.writeHead(reply.status).end(reply.body ?? '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/in?key=1`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
