import type { EngineEvent } from './engine-event.js';

/** What is remembered of a region's events. */
export interface EventsWorld {
  /** Those that nobody has taken yet, oldest first. */
  queue: EngineEvent[];
  /** How many there ever were. */
  count: number;
  /** The version of each task that an event told of last, by the task's ARN. */
  taskVersions: Record<string, number>;
  /** The entry of each service's log that was looked at last, by the service's ARN. */
  logEntries: Record<string, string>;
}

/** A region in which nothing happened yet. */
export function emptyEventsWorld(): EventsWorld {
  return { queue: [], count: 0, taskVersions: {}, logEntries: {} };
}
