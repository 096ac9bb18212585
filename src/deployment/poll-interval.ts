import { isTerminal } from '../domain/deployment-status.js';
import { readyUntil } from './events-between.js';
import type { Snapshot } from './snapshot.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Between two looks when nothing is predicted. */
const BASE = 5 * SECOND;
/** Between two looks when the end may come at any moment. */
const NEAR = 1 * SECOND;
/** Between two looks when little stands between now and the end. */
const SOON = 2 * SECOND;
/** Between two looks in the wait before blue is terminated, at most: that wait can take two days. */
const LONGEST_TERMINATION = 60 * SECOND;
/** How long the end is taken to be near once it was predicted; after that something holds it up. */
const PATIENCE = MINUTE;

/**
 * How long to sleep before the next look at a deployment, in milliseconds.
 *
 * About every five seconds, with jitter so that many watchers do not ask in step; no longer than to the next instant at
 * which something is predicted; every second when the end is near, so that watching adds less than two seconds to a
 * deployment. In the long wait before blue is terminated nothing but its end can be missed, so the looks thin out with
 * what remains of it.
 *
 * @param random - from 0 to 1
 */
export function pollInterval(snapshot: Snapshot, now: number, random: number): number {
  if (isTerminal(snapshot.deployment.status)) return NEAR;
  const end = predictedEnd(snapshot);
  if (end !== undefined && now >= end - NEAR && now <= end + PATIENCE) return NEAR;
  const next = nextInstant(snapshot, now);
  const longest = longestWait(snapshot);
  const wait = Math.max(
    longest === BASE && isSwift(snapshot) ? SOON : BASE,
    Math.min(longest, ((next ?? now) - now) / 20),
  );
  const jittered = wait * (0.9 + 0.2 * random);
  return next === undefined ? jittered : Math.max(NEAR / 2, Math.min(jittered, next - now + NEAR / 4));
}

/**
 * How long to sleep after a look that failed.
 *
 * @param failures - failed looks in a row, from 1
 */
export function backOff(failures: number, throttled: boolean, random: number): number {
  const first = throttled ? 3 * BASE : BASE;
  return Math.min(first * 2 ** (failures - 1), MINUTE) * (0.9 + 0.2 * random);
}

/** When the deployment is expected to be over; `undefined` while that cannot be told. */
export function predictedEnd({ deployment, target, seenAt }: Snapshot): number | undefined {
  const events = target?.lifecycleEvents ?? [];
  if (events.some(({ status }) => status === 'Failed')) return seenAt.getTime();
  const shift = events.find(({ name }) => name === 'AllowTraffic');
  if (shift?.status !== 'Succeeded') return undefined;
  const last = events.at(-1);
  const ended = last?.status === 'Succeeded' ? last.endedAt : undefined;
  const wait = deployment.waits.terminationMinutes * MINUTE;
  if (ended) return ended.getTime() + wait;
  // The last hook is running: without a wait behind it, the end comes as soon as it has answered.
  return wait === 0 ? shift.endedAt?.getTime() : undefined;
}

/** The next instant after `now` at which something is predicted to happen. */
function nextInstant(snapshot: Snapshot, now: number): number | undefined {
  const instants = [predictedEnd(snapshot), nextTrafficStep(snapshot, now)];
  if (snapshot.deployment.status === 'Ready') instants.push(readyUntil(snapshot)?.getTime());
  const ahead = instants.filter((instant) => instant !== undefined).filter((instant) => instant > now);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

/** When the weights move next, counted from the first step, which CodeDeploy takes at once. */
function nextTrafficStep({ release, target }: Snapshot, now: number): number | undefined {
  const { routing } = release;
  const shift = target?.lifecycleEvents.find(({ name }) => name === 'AllowTraffic');
  if (!routing || routing.type === 'AllAtOnce' || shift?.status !== 'InProgress' || !shift.startedAt) return undefined;
  const interval = routing.intervalMinutes * MINUTE;
  if (interval <= 0) return undefined;
  const began = shift.startedAt.getTime();
  return began + (Math.floor((now - began) / interval) + 1) * interval;
}

function longestWait({ target }: Snapshot): number {
  return target?.lifecycleEvents.at(-1)?.status === 'Succeeded' ? LONGEST_TERMINATION : BASE;
}

/** All at once, without waits, and green is up: what is left may be over within one ordinary interval. */
function isSwift({ release, deployment, target }: Snapshot): boolean {
  const { readyMinutes, terminationMinutes } = deployment.waits;
  if (release.routing?.type !== 'AllAtOnce' || readyMinutes !== null || terminationMinutes > 0) return false;
  const green = target?.taskSets.find(({ label }) => label === 'Green');
  return green !== undefined && green.desired > 0 && green.running >= green.desired;
}
