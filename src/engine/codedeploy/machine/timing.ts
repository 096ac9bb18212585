import type { CallContext } from '../../operation.js';
import type { TimedTrigger, Timer } from './phase.js';

/** How long something takes, in seconds: from, to. */
type Range = readonly [number, number];

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * How long the short things take. The figures of lifecycle events are those of the sample in the ECS guide's tutorial
 * (0.2 to 0.7 s each, 0.1 to 0.8 s between them); those of the end are shorter than the 20 s within which a stopped
 * deployment was seen to say so. One that an alarm stops before it has done anything was seen to say so within a second.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-blue-green.html
 */
const SHORT = {
  created: ['begin', [1, 3]],
  approaching: ['arrive', [0.1, 0.8]],
  eventWithoutFunction: ['done', [0.2, 0.5]],
  functionMissing: ['functionMissing', [0.3, 0.9]],
  hookSucceeds: ['hookSucceeded', [0.8, 1.2]],
  hookFails: ['hookFailed', [0.8, 1.2]],
  testing: ['done', [0.2, 0.5]],
  lastStep: ['done', [0.2, 0.5]],
  finishing: ['done', [0.5, 1.5]],
  restoring: ['done', [2, 5]],
  closing: ['done', [1, 3]],
  closingUntouched: ['done', [0.2, 0.6]],
  rollbackCreated: ['begin', [0.5, 1.5]],
  returning: ['done', [0.8, 2]],
} as const satisfies Record<string, readonly [TimedTrigger, Range]>;

/** The limits that CodeDeploy sets, in seconds: https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html */
const LIMITS = {
  /** A function has an hour to report. */
  hook: HOUR,
  /** The replacement task set has an hour to become steady. */
  install: HOUR,
  /** A service that is scaled in the course of a deployment has five minutes to become steady again. */
  scaling: 5 * MINUTE,
} as const;

/** A timer for something short, at random within its range. */
export function timerOf(kind: keyof typeof SHORT, { now, random }: CallContext): Timer {
  const [trigger, [from, to]] = SHORT[kind];
  return { at: after(now, from + (to - from) * random.next()), trigger };
}

/** A timer for a limit that CodeDeploy sets. */
export function limitOf(kind: keyof typeof LIMITS, { now }: Pick<CallContext, 'now'>): Timer {
  return { at: after(now, LIMITS[kind]), trigger: 'overdue' };
}

/** A timer for a wait that somebody set, in minutes. */
export function waitOf(minutes: number, trigger: TimedTrigger, { now }: CallContext): Timer {
  return { at: after(now, minutes * MINUTE), trigger };
}

/** When a service that is unsteady since then is given up. */
export function unsettledAt(unsteadySince: Date): Date {
  return limitOf('scaling', { now: unsteadySince }).at;
}

/** Whole milliseconds, so that a time in the world reads the same after it was written to a file. */
function after(time: Date, seconds: number): Date {
  return new Date(time.getTime() + Math.round(seconds * 1000));
}
