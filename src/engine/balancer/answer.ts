import type { ServerResponse } from 'node:http';
import type { FixedResponseActionConfig, RedirectActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What a load balancer answers by itself when no target does. */
const STATUS_LINES = {
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
} as const;

/**
 * Answers for a target that does not.
 *
 * @param word - why, where AWS would have no reason to answer like this
 */
export function answerError(response: ServerResponse, status: keyof typeof STATUS_LINES, word?: string): void {
  const line = `${status} ${STATUS_LINES[status]}`;
  const rest = word === undefined ? '' : `<p>${word}</p>\r\n`;
  const body = `<html>\r\n<head><title>${line}</title></head>\r\n<body>\r\n<center><h1>${line}</h1></center>\r\n${rest}</body>\r\n</html>\r\n`;
  answer(response, status, { 'Content-Type': 'text/html' }, body);
}

/** Carries out a fixed-response action. */
export function answerFixed(response: ServerResponse, fixed: FixedResponseActionConfig): void {
  const body = fixed.MessageBody ?? '';
  answer(
    response,
    Number(fixed.StatusCode),
    { 'Content-Type': fixed.ContentType ?? 'text/plain; charset=utf-8' },
    body,
  );
}

/** What a redirect is made from. */
export interface RedirectedRequest {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly query: string;
}

/**
 * Where a redirect action leads: what it leaves out stays as it was.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export function redirectLocation(to: RedirectActionConfig, from: RedirectedRequest): RedirectedRequest {
  const values: Readonly<Record<string, string>> = {
    protocol: from.protocol,
    host: from.host,
    port: String(from.port),
    path: from.path.replace(/^\//, ''),
    query: from.query,
  };
  const fill = (text: string) => text.replace(/#\{(\w+)\}/g, (all, name) => values[name] ?? all);
  return {
    protocol: fill(to.Protocol ?? '#{protocol}').toLowerCase(),
    host: fill(to.Host ?? '#{host}'),
    port: Number(fill(to.Port ?? '#{port}')),
    path: fill(to.Path ?? '/#{path}'),
    query: fill(to.Query ?? '#{query}'),
  };
}

/** Carries out a redirect action. */
export function answerRedirect(response: ServerResponse, status: string | undefined, to: RedirectedRequest): void {
  const query = to.query === '' ? '' : `?${to.query}`;
  const location = `${to.protocol}://${to.host}:${to.port}${to.path}${query}`;
  answer(response, status === 'HTTP_301' ? 301 : 302, { Location: location, 'Content-Type': 'text/html' }, '');
}

function answer(response: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  response.writeHead(status, { Server: 'awselb/2.0', ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
