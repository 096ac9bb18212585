import type { Companion, CompanionGround, OpenListener, StartCompanion } from '../companion.js';
import type { TrafficOptions } from '../traffic-options.js';
import { createChecker } from './checker.js';
import { createForwarding } from './forwarding.js';
import { createHttpListener } from './http-listener.js';
import { createInFlight } from './in-flight.js';
import { targetKey } from './local-target.js';
import { openListener } from './open-listener.js';
import { type ListenerRoutes, listenerRoutes } from './routes.js';
import { createTcpListener } from './tcp-listener.js';
import { createTurns } from './turns.js';

interface Place {
  readonly told: OpenListener;
  readonly loadBalancerArn: string;
  readonly localPort: number;
  /** What it was opened for; another port or protocol is another place. */
  readonly purpose: string;
  close(): Promise<void>;
}

/** Opens a listener on this machine for each of the world, and checks the health of the targets behind them. */
export function balancer({ ports = {} }: TrafficOptions): StartCompanion {
  return (ground) => startBalancer(ground, ports);
}

function startBalancer(ground: CompanionGround, ports: Readonly<Record<number, number>>): Companion {
  const { world, clock, errands, warn } = ground;
  const turns = createTurns();
  const inFlight = createInFlight();
  const forwarding = createForwarding({ inFlight, now: clock.now });
  const checker = createChecker(ground);
  const places = new Map<string, Place>();
  const notServed = new Set<string>();
  let closed = false;
  let stale = true;
  let routes: ReadonlyMap<string, ListenerRoutes> = new Map();
  let arranging = Promise.resolve();

  /** Read again only when a request asks after a change, so that a change costs little by itself. */
  function current(): ReadonlyMap<string, ListenerRoutes> {
    if (stale) {
      routes = listenerRoutes(world, new Date(clock.now()));
      stale = false;
    }
    return routes;
  }

  function localPort(loadBalancerArn: string, port: number): number | undefined {
    const place = [...places.values()].find((one) => one.loadBalancerArn === loadBalancerArn && one.told.port === port);
    return place?.localPort;
  }

  async function arrange(): Promise<void> {
    const wanted = current();
    for (const [arn, place] of places) {
      const listener = wanted.get(arn);
      if (listener && place.purpose === purposeOf(listener)) continue;
      places.delete(arn);
      await place.close();
    }
    for (const listener of wanted.values()) {
      if (!closed && !places.has(listener.listenerArn)) await open(listener);
    }
  }

  async function open(listener: ListenerRoutes): Promise<void> {
    const { listenerArn, loadBalancerArn, loadBalancer, port, protocol } = listener;
    const ownRoutes = () => current().get(listenerArn);
    const isHttp = protocol === 'HTTP' || protocol === 'HTTPS';
    if (!isHttp && protocol !== 'TCP' && protocol !== 'TLS') {
      if (!notServed.has(listenerArn)) warn(`The ${protocol} listener ${port} of ${loadBalancer} is not served`);
      notServed.add(listenerArn);
      return;
    }
    const { server, cutAll } = isHttp
      ? createHttpListener({ routes: ownRoutes, turns, forwarding, localPort })
      : createTcpListener({ routes: ownRoutes, turns, inFlight });
    const claimed = ports[port];
    const opened = await openListener(server, claimed ?? port);
    const address = `${isHttp ? 'http' : 'tcp'}://127.0.0.1:${opened}`;
    if (claimed !== undefined && claimed !== opened) {
      warn(`Port ${claimed} is in use: listener ${port} of ${loadBalancer} is at ${address}`);
    }
    if (protocol === 'HTTPS')
      warn(`The HTTPS listener ${port} of ${loadBalancer} is served as plain HTTP at ${address}`);
    const told = { loadBalancer, listenerArn, port, protocol, address };
    ground.onListener(told);
    places.set(listenerArn, {
      told,
      loadBalancerArn,
      localPort: opened,
      purpose: purposeOf(listener),
      async close() {
        const ended = new Promise<void>((resolve) => server.close(() => resolve()));
        cutAll();
        await ended;
      },
    });
  }

  function look(): void {
    stale = true;
    inFlight.cutOthers(registeredTargets());
    checker.look();
    if (isArranged()) return;
    errands.start({
      description: 'Opening the listeners',
      run() {
        arranging = arranging.catch(() => {}).then(() => (closed ? undefined : arrange()));
        return arranging;
      },
    });
  }

  function isArranged(): boolean {
    const listeners = Object.values(world.regions).flatMap(({ elbv2 }) => Object.values(elbv2.listeners));
    const wanted = new Set(
      listeners
        .filter(({ shown }) => !notServed.has(shown.ListenerArn))
        .map(({ shown }) => `${shown.ListenerArn} ${purposeOf({ port: shown.Port, protocol: shown.Protocol })}`),
    );
    return wanted.size === places.size && [...places].every(([arn, { purpose }]) => wanted.has(`${arn} ${purpose}`));
  }

  /** Those that drain among them: what is in flight there goes on. */
  function registeredTargets(): ReadonlySet<string> {
    const now = clock.now();
    const keys = new Set<string>();
    for (const { elbv2 } of Object.values(world.regions)) {
      for (const { shown, targets } of Object.values(elbv2.targetGroups)) {
        for (const { id, port, drainsUntil } of targets) {
          if (!drainsUntil || drainsUntil.getTime() > now) keys.add(targetKey(shown.TargetGroupArn, id, port));
        }
      }
    }
    return keys;
  }

  look();
  return {
    worldChanged() {
      if (!closed) look();
    },
    listeners: () => [...places.values()].map(({ told }) => told),
    async close() {
      closed = true;
      await arranging.catch(() => {});
      const open = [...places.values()];
      places.clear();
      await Promise.all(open.map((place) => place.close()));
      forwarding.close();
    },
  };
}

function purposeOf({ port, protocol }: Pick<ListenerRoutes, 'port' | 'protocol'>): string {
  return `${protocol}:${port}`;
}
