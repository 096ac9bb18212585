import type { IncomingHttpHeaders } from 'node:http';
import { hostname as machineName, networkInterfaces } from 'node:os';

/** Whether a host name or address is this machine and nothing else. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Tells this machine's names and addresses from those of others. */
export type IsOwnHost = (hostname: string) => boolean;

/**
 * The names of a machine that lets others in: those of the loopback, its own name, its addresses, and the host that it
 * was told to listen on. Any other name may be a stranger's that leads here.
 */
export function ownHosts(listensOn: string): IsOwnHost {
  return (hostname) => {
    const name = hostname.toLowerCase();
    if (isLoopback(name) || name === listensOn.toLowerCase() || name === machineName().toLowerCase()) return true;
    return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === name));
  };
}

/** The host name in a `Host` header or an origin; `undefined` when there is none. */
function hostnameOf(authority: string | undefined): string | undefined {
  const match = /^(?:https?:\/\/)?(?:\[([0-9a-f:.]+)\]|([^:/[\]@\s]+))(?::\d{1,5})?$/i.exec(authority ?? '');
  return match?.[1] ?? match?.[2];
}

/**
 * Why a request was not meant for this machine. A web page can make a browser send requests to
 * loopback, under a name of its own (DNS rebinding) or across origins.
 */
export function strangerIn(headers: IncomingHttpHeaders, isOwn: IsOwnHost = isLoopback): string | undefined {
  const host = hostnameOf(headers.host);
  if (host === undefined || !isOwn(host)) return 'The Host header does not name this machine';
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const originHost = hostnameOf(origin);
  return originHost !== undefined && isOwn(originHost) ? undefined : 'Web pages of other origins are not served';
}
