import type { Server } from 'node:net';

/**
 * Lets a server listen on this machine only.
 *
 * @param port - taken if it can be had, otherwise any that is free is
 * @returns the port
 */
export async function openListener(server: Server, port: number): Promise<number> {
  try {
    await listening(server, port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    await listening(server, 0);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The listener has no address');
  return address.port;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
