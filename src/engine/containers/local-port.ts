import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Below the ports that systems give to outgoing connections, so that none of those takes one before it is listened on. */
const FIRST = 20_000;
const LAST = 29_999;

/** Gives out ports of this machine, none twice. */
export interface LocalPorts {
  /** A port that nothing listens on. */
  take(): Promise<number>;
  giveBack(ports: Iterable<number>): void;
}

/** Makes a giver of ports. */
export function createLocalPorts(): LocalPorts {
  const taken = new Set<number>();
  return {
    async take() {
      for (;;) {
        const port = randomInt(FIRST, LAST + 1);
        if (taken.has(port)) continue;
        taken.add(port);
        if (await isFree(port)) return port;
      }
    },
    giveBack(ports) {
      for (const port of ports) taken.delete(port);
    },
  };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** How often a port is tried, in real milliseconds. */
const TRY_EVERY_MS = 25;

/**
 * Resolves when something accepts connections on a port of this machine.
 *
 * @throws the signal's reason
 */
export async function portOpens(port: number, signal: AbortSignal): Promise<void> {
  while (!(await accepts(port))) await delay(TRY_EVERY_MS, undefined, { signal });
  signal.throwIfAborted();
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const settle = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
