import type { Random } from '../operation.js';
import type { ServiceRecord, TaskRecord } from './world.js';

/** The number of events that a service keeps. */
const KEPT = 100;

/**
 * Adds an event to a service's log, newest first.
 *
 * @param text - what follows `(service <name>`, with the closing bracket
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function addEvent(service: ServiceRecord, text: string, at: Date, random: Random): void {
  const event = { id: random.uuid(), createdAt: at, message: `(service ${service.shown.serviceName}${text}` };
  service.shown.events = [event, ...service.shown.events].slice(0, KEPT);
}

/** Tasks as an event lists them: `(task 1a2b…) (task 3c4d…)`. */
export function taskList(tasks: readonly TaskRecord[]): string {
  return tasks.map(({ id }) => `(task ${id})`).join(' ');
}
