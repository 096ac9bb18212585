import type { CallContext } from '../operation.js';
import { addEvent } from './service-event.js';
import type { ServiceRecord, TaskSetRecord } from './world.js';

/** From so many tasks in a row on that did not get as far as running, the scheduler lets more and more time pass. */
const PATIENCE = 3;
/** The first pause, in seconds; each further failure doubles it. */
const FIRST_PAUSE = 30;
/** The longest pause, in seconds. */
const LONGEST_PAUSE = 27 * 60;
/** For how long the same complaint is not repeated, in milliseconds. */
const COMPLAINED = 6 * 3_600_000;

/**
 * Notes that a task did not get as far as running, or could not even be placed. A task that stops once it ran is no
 * such failure, however soon that was: its replacement is started at once, again and again.
 *
 * The numbers of the pauses are unverified but for the longest one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
export function noteFailedStart(context: CallContext, service: ServiceRecord, set: TaskSetRecord): void {
  const failures = (set.failedStarts ?? 0) + 1;
  set.failedStarts = failures;
  if (failures < PATIENCE) return;
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - PATIENCE));
  set.startsAgainAt = new Date(context.now.getTime() + pause * 1000);
  complain(context, service, set, ') is unable to consistently start tasks successfully.');
}

/** Notes that a task runs: whatever kept tasks of its set from starting is over. */
export function noteStart(set: TaskSetRecord): void {
  delete set.failedStarts;
  delete set.startsAgainAt;
  delete set.complaints;
}

/**
 * Adds an event about something that keeps going wrong: told again only when it is over, or after six hours.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html
 */
export function complain({ now, random }: CallContext, service: ServiceRecord, set: TaskSetRecord, text: string): void {
  const told = set.complaints?.[text];
  if (told && now.getTime() - told.getTime() < COMPLAINED) return;
  set.complaints = { ...set.complaints, [text]: now };
  addEvent(service, text, now, random);
}

/** Whether the scheduler lets a set wait before it starts tasks of it again. */
export function isHeldBack({ startsAgainAt }: TaskSetRecord, now: Date): boolean {
  return startsAgainAt !== undefined && now < startsAgainAt;
}
