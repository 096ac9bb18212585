import type { LifecycleEventName } from '../../../domain/lifecycle-event.js';
import type { EventRecord } from '../world.js';

/** The events of a deployment that has not begun. */
export function eventRecords(names: readonly LifecycleEventName[]): EventRecord[] {
  return names.map((name) => ({ name, status: 'Pending' }));
}
