import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a scripted server answers; `cut` breaks the connection off after the request was read. */
export type Answer = { readonly status: number; readonly body: unknown } | 'cut';

/** A server that answers as it is told, for the paths that a well-behaved AWS does not take. */
export interface ScriptedServer extends AsyncDisposable {
  readonly endpoint: string;
  readonly seen: readonly { readonly operation: string; readonly headers: IncomingHttpHeaders }[];
}

/** @param answers - in the order of the requests; the last one is repeated */
export async function scriptedServer(answers: readonly Answer[]): Promise<ScriptedServer> {
  const seen: { operation: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const answer = answers[Math.min(seen.length, answers.length - 1)] ?? 'cut';
      seen.push({
        operation: String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, ''),
        headers: request.headers,
      });
      if (answer === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'req-1' });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** AWS's refusal by name. */
export function refusal(name: string, message: string, status = 400): Answer {
  return { status, body: { __type: name, message } };
}
