import type { IncomingHttpHeaders } from 'node:http';

/** Whether a host name or address is this machine and nothing else. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** The host name in a `Host` header or an origin; `undefined` when there is none. */
function hostnameOf(authority: string | undefined): string | undefined {
  const match = /^(?:https?:\/\/)?(?:\[([0-9a-f:.]+)\]|([^:/[\]@\s]+))(?::\d{1,5})?$/i.exec(authority ?? '');
  return match?.[1] ?? match?.[2];
}

/**
 * Why a request does not come from this machine's own programs. A web page can make a browser send requests to
 * loopback, under a name of its own (DNS rebinding) or across origins.
 */
export function strangerIn(headers: IncomingHttpHeaders): string | undefined {
  const host = hostnameOf(headers.host);
  if (host === undefined || !isLoopback(host)) return 'The Host header does not name this machine';
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const originHost = hostnameOf(origin);
  return originHost !== undefined && isLoopback(originHost) ? undefined : 'Web pages of other origins are not served';
}
