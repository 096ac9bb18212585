import { connect, createServer, type Socket } from 'node:net';
import type { InFlight } from './in-flight.js';
import type { ListenerRoutes } from './routes.js';
import type { Turns } from './turns.js';

/** What a TCP listener of this machine works with. */
export interface TcpListenerParts {
  readonly routes: () => ListenerRoutes | undefined;
  readonly turns: Turns;
  readonly inFlight: InFlight;
}

/**
 * Makes the server of a Network Load Balancer's TCP or TLS listener: it passes bytes on to the first target group that
 * it forwards to, TLS not undone.
 */
export function createTcpListener({ routes, turns, inFlight }: TcpListenerParts) {
  const sockets = new Set<Socket>();

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const group = firstGroup(routes());
    const target =
      group && group.targets.length > 0
        ? group.targets[turns.equal(group.targetGroupArn, group.targets.length)]
        : undefined;
    if (target?.localPort === undefined) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({ host: '127.0.0.1', port: target.localPort, allowHalfOpen: true });
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    const end = inFlight.begin(target.key, cut);
    sockets.add(client);
    for (const socket of [client, upstream]) socket.on('error', cut);
    client.once('close', () => {
      sockets.delete(client);
      end();
      upstream.destroy();
    });
    upstream.once('close', () => client.end());
    client.pipe(upstream).pipe(client);
  });

  return {
    server,
    cutAll() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function firstGroup(listener: ListenerRoutes | undefined) {
  const action = listener?.rules.at(-1)?.action;
  return action?.kind === 'forward' ? action.groups.find(({ weight }) => weight > 0)?.group : undefined;
}
