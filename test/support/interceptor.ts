import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request on its way: forwarded, forwarded without its answer coming back, or refused on the way. */
export type Fate =
  | 'pass'
  | 'lose-answer'
  | 'cut'
  | { readonly status: number; readonly type: string; readonly message: string };

/** A machine in the middle, for a network and an AWS that are not at their best. */
export interface Interceptor extends AsyncDisposable {
  readonly endpoint: string;
}

/**
 * @param upstream - the engine's address
 * @param fateOf - asked for each request: its operation, and how often that was asked for before
 */
export async function intercept(
  upstream: string,
  fateOf: (operation: string, before: number) => Fate | Promise<Fate>,
): Promise<Interceptor> {
  const counts = new Map<string, number>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const operation = operationOf(request, body);
    const before = counts.get(operation) ?? 0;
    counts.set(operation, before + 1);
    const fate = await fateOf(operation, before);
    if (fate === 'cut') return void request.socket.destroy();
    if (typeof fate === 'object') {
      response.writeHead(fate.status, { 'content-type': 'application/x-amz-json-1.1' });
      return void response.end(JSON.stringify({ __type: fate.type, message: fate.message }));
    }
    const answer = await fetch(upstream, { method: 'POST', headers: headersOf(request), body });
    if (fate === 'lose-answer') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What belongs to the request itself, not to the connection that it came by. */
function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const name of ['content-type', 'x-amz-target', 'authorization', 'x-amz-date', 'accept']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

function operationOf(request: IncomingMessage, body: Buffer): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return target.replace(/^.*\./, '');
  return new URLSearchParams(body.toString()).get('Action') ?? '';
}
