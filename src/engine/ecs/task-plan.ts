import type { Random } from '../operation.js';
import { imageNotFound } from './image-not-found.js';
import { essentialExit } from './task-end-reason.js';
import { fateOf } from './version-flaws.js';
import type { KnownTaskDefinition, TaskSetRecord, TaskStep } from './world.js';

/** What decides how a new task fares. */
export interface TaskCircumstances {
  readonly taskDefinition: KnownTaskDefinition;
  /** What is wrong with the version on purpose. */
  readonly flaws?: TaskSetRecord['flaws'];
  readonly createdAt: Date;
  readonly random: Random;
  /** Where real containers stand behind tasks, what runs them says when they run. */
  readonly containers: 'real' | 'assumed';
}

/**
 * The future of a task that was just created: the one place that decides whether it starts, how long that takes and
 * how long it lives. A version without flaws starts and lives until it is stopped: network interface and capacity take
 * 8 to 13 seconds, pulling the images and starting the containers 14 to 21, registration with the load balancer 3 to 6.
 */
export function taskPlan({ taskDefinition, flaws, createdAt, random, containers }: TaskCircumstances): TaskStep[] {
  const pending = 8 + 5 * random.next();
  const pulled = pending + 14 + 7 * random.next();
  const registered = 3 + 3 * random.next();
  const version = { ...(flaws ? { flaws } : {}) };
  const start: TaskStep = { at: after(createdAt, pending), becomes: 'PENDING' };
  if (fateOf(version, 'image-missing')) {
    return [start, { at: after(createdAt, pulled), becomes: 'DEACTIVATING', because: imageNotFound(taskDefinition) }];
  }
  const slow = fateOf(version, 'starts-slowly')?.seconds ?? 0;
  const activating = Math.max(pulled, slow - registered);
  return [
    start,
    { at: after(createdAt, activating), becomes: 'ACTIVATING' },
    ...(containers === 'assumed'
      ? [{ at: after(createdAt, activating + registered), becomes: 'RUNNING' } as const]
      : []),
  ];
}

/** What becomes by itself of a task that has just begun to run: mostly nothing. */
export function lifePlan(flaws: TaskSetRecord['flaws'], now: Date): TaskStep[] {
  const crash = fateOf({ ...(flaws ? { flaws } : {}) }, 'crashes');
  if (!crash) return [];
  return [{ at: after(now, crash.afterSeconds), becomes: 'DEACTIVATING', because: essentialExit(crash.exitCode) }];
}

/**
 * The future of a task that is told to stop: first its targets drain, then its containers get their signal, then its
 * network interface is taken back.
 *
 * @param drainedAt - when the last of its targets has drained; `undefined` where it has none
 */
export function stopPlan(now: Date, drainedAt: Date | undefined, random: Random): TaskStep[] {
  const from = drainedAt ?? now;
  const deprovisioning = 2 + 3 * random.next();
  const stopped = deprovisioning + 4 + 6 * random.next();
  return [
    { at: from, becomes: 'STOPPING' },
    { at: after(from, deprovisioning), becomes: 'DEPROVISIONING' },
    { at: after(from, stopped), becomes: 'STOPPED' },
  ];
}

/** Whole milliseconds, so that a time in the world reads the same after it was written to a file. */
function after(time: Date, seconds: number): Date {
  return new Date(time.getTime() + Math.round(seconds * 1000));
}
