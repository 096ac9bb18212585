import type { IncomingMessage } from 'node:http';

/** What a load balancer looks at in order to decide where a request goes. */
export interface RequestHead {
  readonly method: string;
  /** Without the port, in lower case. */
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark; empty where there is none. */
  readonly query: string;
  readonly header: (name: string) => string | undefined;
  readonly cookies: ReadonlyMap<string, string>;
  readonly sourceIp: string;
}

/** The head of a request as it came in. */
export function requestHead(request: IncomingMessage): RequestHead {
  const { url = '/', method = 'GET', headers, socket } = request;
  const mark = url.indexOf('?');
  return {
    method,
    host: (headers.host ?? '').replace(/:\d*$/, '').toLowerCase(),
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    header(name) {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    cookies: cookiesOf(headers.cookie),
    sourceIp: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
}

const NO_COOKIES: ReadonlyMap<string, string> = new Map();

function cookiesOf(header: string | undefined): ReadonlyMap<string, string> {
  if (header === undefined) return NO_COOKIES;
  return new Map(
    header.split(';').map((pair) => {
      const sign = pair.indexOf('=');
      return sign < 0 ? [pair.trim(), ''] : [pair.slice(0, sign).trim(), pair.slice(sign + 1).trim()];
    }),
  );
}
