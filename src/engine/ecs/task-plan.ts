import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { Random } from '../operation.js';
import type { TaskStep } from './world.js';

/** What decides how a new task fares. */
export interface TaskCircumstances {
  readonly taskDefinition: TaskDefinition;
  readonly createdAt: Date;
  readonly random: Random;
  /** Where real containers stand behind tasks, what runs them says when they run. */
  readonly containers: 'real' | 'assumed';
}

/**
 * The future of a task that was just created: the one place that decides whether it starts, how long that takes and
 * how long it lives. Here every task starts and lives until it is stopped: network interface and capacity take 8 to 13
 * seconds, pulling the images and starting the containers 14 to 21, registration with the load balancer 3 to 6.
 */
export function taskPlan({ createdAt, random, containers }: TaskCircumstances): TaskStep[] {
  const pending = 8 + 5 * random.next();
  const activating = pending + 14 + 7 * random.next();
  const running = activating + 3 + 3 * random.next();
  return [
    { at: after(createdAt, pending), becomes: 'PENDING' },
    { at: after(createdAt, activating), becomes: 'ACTIVATING' },
    ...(containers === 'assumed' ? [{ at: after(createdAt, running), becomes: 'RUNNING' } as const] : []),
  ];
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
