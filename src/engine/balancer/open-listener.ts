import type { Server } from 'node:net';

/** Where a port that cannot be had is looked for instead: 80 is at 11080. Browsers and fetch refuse 10080. */
const ASIDE = 11_000;

/**
 * Lets a server listen on this machine only.
 *
 * @param port - taken if it can be had; otherwise the port eleven thousand above it, otherwise any that is free
 * @returns the port
 */
export async function openListener(server: Server, port: number): Promise<number> {
  for (const candidate of [port, port + ASIDE, 0]) {
    if (candidate <= 65_535 && (await takes(server, candidate))) break;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The listener has no address');
  return address.port;
}

/** @returns false: another program has the port, or may alone have it */
function takes(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refused = (error: Error) => {
      const code = 'code' in error ? error.code : undefined;
      if (code === 'EADDRINUSE' || code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', refused);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', refused);
      resolve(true);
    });
  });
}
