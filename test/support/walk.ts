import fc from 'fast-check';
import type { Snapshot } from '../../src/deployment/snapshot.js';
import { LIFECYCLE_EVENTS, TEST_TRAFFIC_EVENTS } from '../../src/domain/lifecycle-event.js';
import { event, snapshot, target, taskSets } from './observed.js';

/** How a deployment goes, for {@link walk}. */
export interface Course {
  readonly testListener: boolean;
  /** Shares of green after each step of the traffic shift. */
  readonly shares: readonly number[];
  /** The index of the event that fails; beyond the last one: none does. */
  readonly failsAt: number;
  readonly rolledBack: boolean;
  /** Which states are looked at; the last one always is. */
  readonly looks: readonly boolean[];
}

export const courses: fc.Arbitrary<Course> = fc.record({
  testListener: fc.boolean(),
  shares: fc.constantFrom([100], [10, 100], [25, 50, 75, 100]),
  failsAt: fc.integer({ min: 0, max: 12 }),
  rolledBack: fc.boolean(),
  looks: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
});

/** Every state that a deployment passes through, one after the other. */
export function walk({ testListener, shares, failsAt, rolledBack }: Course): Snapshot[] {
  const names = LIFECYCLE_EVENTS.filter(
    (name) => testListener || !TEST_TRAFFIC_EVENTS.some((testEvent) => testEvent === name),
  );
  const events = names.map((name) => event(name, 'Pending'));
  let clock = 1;
  let green = 0;
  const states: Snapshot[] = [snapshot(0, { status: 'Created', startedAt: null, completedAt: null })];
  const look = (status: string, parts = {}) =>
    states.push(
      snapshot(
        clock,
        { status, completedAt: null, ...parts },
        target([...events], green === 0 && clock < 3 ? [] : taskSets(green)),
      ),
    );
  for (const [index, name] of names.entries()) {
    const start = ++clock;
    events[index] = event(name, 'InProgress', start);
    look('InProgress');
    if (name === 'AllowTraffic') {
      for (const share of shares) {
        clock += 60;
        green = share;
        look('InProgress');
        if (index === failsAt) break;
      }
    }
    clock += 1;
    if (index === failsAt) {
      events[index] = event(name, 'Failed', start, clock);
      for (let later = index + 1; later < names.length; later++) events[later] = event(names[later] ?? '', 'Skipped');
      look('InProgress');
      clock += 1;
      green = 0;
      const over = { status: 'Failed', error: { code: 'HOOK_EXECUTION_FAILURE', message: 'it failed' } };
      const completedAt = new Date(Date.UTC(2026, 0, 1) + clock * 1000);
      look('Failed', { ...over, completedAt });
      const rollback = { rolledBackBy: 'd-ROLLBACK1', rollsBack: null, message: 'rolled back' };
      if (rolledBack) look('Failed', { ...over, completedAt, rollback });
      return states;
    }
    events[index] = event(name, 'Succeeded', start, clock);
    look('InProgress');
  }
  clock += 300;
  look('Succeeded', { completedAt: new Date(Date.UTC(2026, 0, 1) + clock * 1000) });
  return states;
}
