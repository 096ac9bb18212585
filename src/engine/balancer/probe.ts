import { request } from 'node:http';
import { connect } from 'node:net';
import type { CheckOutcome } from '../elbv2/target-check.js';
import type { KnownTargetGroup } from '../elbv2/world.js';

/** Where a health check goes. */
export interface ProbedTarget {
  readonly group: KnownTargetGroup;
  readonly id: string;
  readonly port: number;
  /** The port of this machine behind it; `undefined`: nothing listens. */
  readonly localPort: number | undefined;
}

/**
 * Checks a target as its group says. The group's timeout is in real seconds, whatever the engine's speed: an
 * application is no faster on an engine that is.
 *
 * @param signal - nobody waits for the outcome any more
 */
export async function probe(target: ProbedTarget, signal: AbortSignal): Promise<CheckOutcome> {
  const { localPort, group } = target;
  if (localPort === undefined) return { kind: 'refused' };
  const patience = AbortSignal.timeout(group.HealthCheckTimeoutSeconds * 1000);
  const until = AbortSignal.any([signal, patience]);
  try {
    return group.HealthCheckProtocol === 'TCP'
      ? await connected(localPort, until)
      : { kind: 'answered', status: await statusOf(target, localPort, until) };
  } catch {
    return { kind: patience.aborted ? 'timed-out' : 'refused' };
  }
}

function statusOf({ group, id, port }: ProbedTarget, localPort: number, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: localPort,
        path: group.HealthCheckPath ?? '/',
        agent: false,
        signal,
        headers: {
          Host: `${id}:${port}`,
          Connection: 'close',
          'User-Agent': 'ELB-HealthChecker/2.0',
          'Accept-Encoding': 'gzip, compressed',
        },
      },
      (response) => {
        response.on('error', () => {});
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

function connected(port: number, signal: AbortSignal): Promise<CheckOutcome> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, signal }, () => {
      socket.destroy();
      resolve({ kind: 'connected' });
    });
    socket.on('error', reject);
  });
}
