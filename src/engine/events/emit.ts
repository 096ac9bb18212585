import { createHash } from 'node:crypto';
import type { CallContext } from '../operation.js';
import { ACCOUNT, type RegionWorld } from '../world/world.js';
import type { EngineEvent } from './engine-event.js';

/** What is particular to an event. */
export interface EventParts {
  readonly source: EngineEvent['source'];
  readonly detailType: string;
  /** ARNs. */
  readonly resources: readonly string[];
  /** Dates in it are written as EventBridge writes them. */
  readonly detail: object;
}

/** The number of events that are kept for somebody who takes them. */
const KEPT = 10_000;

/** Lets an event happen. */
export function emit(
  { world, now }: Pick<CallContext, 'world' | 'now'>,
  { source, detailType, resources, detail }: EventParts,
): void {
  const { events, region } = world;
  events.count += 1;
  const event: EngineEvent = {
    version: '0',
    id: eventId(`${region} ${events.count} ${detailType} ${now.toISOString()}`),
    'detail-type': detailType,
    source,
    account: ACCOUNT,
    time: now.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region,
    resources,
    detail: JSON.parse(JSON.stringify(detail)),
  };
  events.queue = [...events.queue.slice(1 - KEPT), event];
}

/** Takes the events that happened since the last call, oldest first. */
export function takeEvents({ events }: RegionWorld): readonly EngineEvent[] {
  const taken = events.queue;
  if (taken.length > 0) events.queue = [];
  return taken;
}

/** A UUID that follows from a text: the world's random numbers are for what AWS itself chooses. */
function eventId(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
