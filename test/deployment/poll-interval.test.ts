import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOff, pollInterval } from '../../src/deployment/poll-interval.js';
import { at, event, snapshot, target, taskSets } from '../support/observed.js';

const running = { status: 'InProgress', completedAt: null };
const canary = { routing: { type: 'TimeBasedCanary', percentage: 10, intervalMinutes: 5 } } as const;

describe('pollInterval', () => {
  it('looks about every five seconds when nothing is predicted', () => {
    const installing = snapshot(20, running, target([event('Install', 'InProgress', 10)], []));
    expect(pollInterval(installing, at(20).getTime(), 0)).toBe(4500);
    expect(pollInterval(installing, at(20).getTime(), 1)).toBe(5500);
  });

  it('wakes just after the next step of the traffic', () => {
    const shifting = snapshot(308, running, target([event('AllowTraffic', 'InProgress', 10)], taskSets(10)), canary);
    expect(pollInterval(shifting, at(308).getTime(), 0.5)).toBe(2250);
  });

  it('looks every second once blue is due to be terminated', () => {
    const waits = { readyMinutes: null, terminationMinutes: 5 };
    const events = [event('AllowTraffic', 'Succeeded', 10, 11), event('AfterAllowTraffic', 'Succeeded', 11, 12)];
    const waiting = snapshot(200, { ...running, waits }, target(events, taskSets(100)));
    expect(pollInterval(waiting, at(311.5).getTime(), 0.5)).toBe(1000);
    expect(pollInterval(waiting, at(330).getTime(), 0.5)).toBe(1000);
    // Something holds it up: no use in asking every second for ever.
    expect(pollInterval(waiting, at(400).getTime(), 0.5)).toBe(5000);
  });

  it('never sleeps past a predicted end by more than a moment', () => {
    const end = at(12 + 48 * 3600).getTime();
    const waits = { readyMinutes: null, terminationMinutes: 48 * 60 };
    const events = [event('AllowTraffic', 'Succeeded', 10, 11), event('AfterAllowTraffic', 'Succeeded', 11, 12)];
    const waiting = snapshot(200, { ...running, waits }, target(events, taskSets(100)));
    fc.assert(
      fc.property(
        fc.integer({ min: 13, max: 48 * 3600 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (second, random) => {
          const now = at(second).getTime();
          const next = now + pollInterval(waiting, now, random);
          expect(next).toBeGreaterThanOrEqual(now + 500);
          if (now <= end) expect(next).toBeLessThanOrEqual(end + 1000);
        },
      ),
    );
  });

  it('needs few looks for a wait of two days', () => {
    const waits = { readyMinutes: null, terminationMinutes: 48 * 60 };
    const events = [event('AllowTraffic', 'Succeeded', 10, 11), event('AfterAllowTraffic', 'Succeeded', 11, 12)];
    const waiting = snapshot(200, { ...running, waits }, target(events, taskSets(100)));
    let now = at(12).getTime();
    let looks = 0;
    for (; now < at(12 + 48 * 3600).getTime(); looks++) now += pollInterval(waiting, now, 0.5);
    expect(looks).toBeLessThan(3000);
  });

  it('hurries where all that is left may be over within one ordinary interval', () => {
    const events = [event('Install', 'InProgress', 10)];
    const nearlyThere = snapshot(90, running, target(events, taskSets(0)));
    expect(pollInterval(nearlyThere, at(90).getTime(), 0.5)).toBe(2000);
  });

  it('looks at once again after something has failed', () => {
    const failed = snapshot(90, running, target([event('Install', 'Failed', 10, 90)]));
    expect(pollInterval(failed, at(90).getTime(), 0.5)).toBe(1000);
  });
});

describe('backOff', () => {
  it('grows up to a minute, and starts at fifteen seconds where AWS asks for fewer requests', () => {
    expect([1, 2, 3, 4, 5, 9].map((failures) => backOff(failures, false, 0.5))).toEqual([
      5000, 10_000, 20_000, 40_000, 60_000, 60_000,
    ]);
    expect(backOff(1, true, 0.5)).toBe(15_000);
  });
});
