import { onTestFinished } from 'vitest';
import { type AwsClients, createAwsClients } from '../../src/aws/clients.js';
import { bootstrap } from '../../src/bootstrap/bootstrap.js';
import type { BootstrapEvent, BootstrapResult } from '../../src/bootstrap/event.js';
import { type Engine, startEngine } from '../../src/engine/index.js';
import { WISH } from './wishes.js';

/** An engine and what bootstrap does to it. */
export interface World {
  readonly engine: Engine;
  readonly clients: AwsClients;
  /** The operations that could change something, since the last time this was asked. */
  changes(): string[];
  run(options?: Partial<Parameters<typeof bootstrap>[0]>): Promise<BootstrapEvent[]>;
}

/** An account in which nothing was made. */
export async function emptyWorld(): Promise<World> {
  const engine = await startEngine({ speed: 0, seed: 1, startAt: new Date('2026-03-01T04:00:00Z') });
  const clients = createAwsClients({ endpointUrl: engine.endpoint, region: 'eu-west-1', maxAttempts: 1 });
  onTestFinished(async () => {
    clients.destroy();
    await engine.close();
  });
  let seen = 0;
  return {
    engine,
    clients,
    changes() {
      const fresh = engine.requests.slice(seen).filter(({ readOnly }) => !readOnly);
      seen = engine.requests.length;
      return fresh.map(({ operation }) => operation ?? '');
    },
    async run(options = {}) {
      const events: BootstrapEvent[] = [];
      for await (const event of bootstrap({ clients, wish: WISH, clock: engine.clock, ...options })) events.push(event);
      return events;
    },
  };
}

/** The result that a bootstrap ended with. */
export function resultOf(events: readonly BootstrapEvent[]): BootstrapResult {
  const last = events.at(-1);
  if (last?.type !== 'result') throw new Error('the last event is not the result');
  return last;
}

/** Events as one line each. */
export const told = (events: readonly BootstrapEvent[]) =>
  events.map((event) => ('resource' in event ? `${event.type} ${event.resource} ${event.name}` : event.type));
