import type { DeploymentEvent, DeploymentResult } from '../../src/deployment/event.js';
import type { DeploymentHandle } from '../../src/deployment/handle.js';

/** An event as a line: what somebody would tell of it. Counts of tasks vary with the engine's patience and stay out. */
export function told(event: DeploymentEvent): string | undefined {
  switch (event.type) {
    case 'deployment.created':
      return 'created';
    case 'deployment.status':
      return `→ ${event.to}`;
    case 'lifecycle.started':
    case 'lifecycle.succeeded':
    case 'lifecycle.failed':
    case 'lifecycle.skipped':
      return `${event.event} ${event.type.slice('lifecycle.'.length)}`;
    case 'traffic.shifted':
      return `blue ${event.blue} green ${event.green}`;
    case 'deployment.ready':
      return 'waits to be continued';
    case 'rollback.started':
      return 'rollback started';
    case 'rollback.finished':
      return `rollback ${event.status}`;
    case 'result':
      return `exit ${event.exitCode}${event.rolledBack ? ', rolled back' : ''}`;
    case 'taskset.changed':
    case 'notification.sent':
    case 'notification.failed':
      return undefined;
  }
}

/** A deployment that was watched to its end. */
export interface Story {
  readonly lines: readonly string[];
  readonly events: readonly DeploymentEvent[];
  readonly result: DeploymentResult;
}

/** Watches to the end; `during` is called after each event, to interfere at a certain point. */
export async function storyOf(
  handle: Pick<DeploymentHandle, 'events'>,
  during: (event: DeploymentEvent) => Promise<void> | void = () => {},
): Promise<Story> {
  const events: DeploymentEvent[] = [];
  for await (const event of handle.events()) {
    events.push(event);
    await during(event);
  }
  const result = events.at(-1);
  if (result?.type !== 'result') throw new Error('the story has no end');
  return { events, result, lines: events.flatMap((event) => told(event) ?? []) };
}
