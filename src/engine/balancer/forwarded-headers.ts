import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ListenerRoutes } from './routes.js';

/** Headers that are between two neighbours and go no further. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'] as const;

/**
 * Makes the headers of a request those that a target sees behind a load balancer.
 *
 * @param now - engine time, for the trace id
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
export function addForwardedHeaders(request: IncomingMessage, listener: ListenerRoutes, now: number): void {
  const { headers, socket } = request;
  const client = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const before = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = before === undefined ? client : `${before}, ${client}`;
  headers['x-forwarded-proto'] = listener.protocol.toLowerCase();
  headers['x-forwarded-port'] = String(listener.port);
  headers['x-amzn-trace-id'] = traceId(headers['x-amzn-trace-id'], now);
}

/** Takes out what concerns the connection only. */
export function dropHopByHop(headers: IncomingHttpHeaders): void {
  for (const name of (headers.connection ?? '').split(',')) delete headers[name.trim().toLowerCase()];
  for (const name of HOP_BY_HOP) delete headers[name];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html */
function traceId(given: string | string[] | undefined, now: number): string {
  const own = `1-${Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0')}-${randomBytes(12).toString('hex')}`;
  if (given === undefined) return `Root=${own}`;
  const text = String(given);
  return text.includes('Root=') ? `Self=${own};${text}` : `Root=${own};${text}`;
}
