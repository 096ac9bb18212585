import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isLoopback } from './loopback.js';

/** A host that the engine does not contact: it speaks to this machine only. */
export class UnreachableHost extends Error {
  override readonly name = 'UnreachableHost';
}

/** What came back. */
export interface LoopbackReply {
  readonly status: number;
  /** As far as it was read: its beginning. */
  readonly body: string;
}

/** How much of a reply is read, in bytes. */
const BODY_LIMIT = 64 * 1024;

/** Every name of this machine is this machine's address: no name server is asked, so none can say otherwise. */
const lookup: LookupFunction = (_hostname, options, found) => {
  const address = { address: '127.0.0.1', family: 4 };
  if (options.all) found(null, [address, { address: '::1', family: 6 }]);
  else found(null, address.address, address.family);
};

/**
 * Posts a text to a program on this machine. Redirections are not followed, proxies not used.
 *
 * @param signal - ends the waiting
 * @throws {@link UnreachableHost} for a URL that leads anywhere else; Error when there is no answer
 */
export async function postToLoopback(
  url: string,
  headers: Readonly<Record<string, string>>,
  text: string,
  signal: AbortSignal,
): Promise<LoopbackReply> {
  const target = loopbackUrl(url);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(text) },
    lookup,
    agent: false,
    signal,
  };
  return new Promise((resolve, reject) => {
    // Nobody has a certificate for this machine that a stranger would trust.
    const sent =
      target.protocol === 'https:'
        ? httpsRequest(target, { ...options, rejectUnauthorized: false })
        : httpRequest(target, options);
    sent.on('error', (error) => reject(new Error(signal.aborted ? 'it gave no answer in time' : messageOf(error))));
    sent.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (body.length < BODY_LIMIT) body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', () => reject(new Error('its answer broke off')));
    });
    sent.end(text);
  });
}

/**
 * Reads a URL of this machine.
 *
 * @throws {@link UnreachableHost}
 */
export function loopbackUrl(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const name = target?.hostname.replace(/^\[(.*)\]$/, '$1') ?? '';
  if (!target || !/^https?:$/.test(target.protocol) || !isLoopback(name)) {
    throw new UnreachableHost(`${url} is not on this machine, and the embedded engine contacts nothing else`);
  }
  return target;
}

function messageOf(error: Error): string {
  // A name with several addresses fails with all of their errors, and without a message of its own.
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? first.message : error.message;
}
