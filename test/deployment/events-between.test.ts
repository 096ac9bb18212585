import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeploymentEvent } from '../../src/deployment/event.js';
import { eventsBetween } from '../../src/deployment/events-between.js';
import type { Snapshot } from '../../src/deployment/snapshot.js';
import { at, event, snapshot, target, taskSets } from '../support/observed.js';
import { courses, walk } from '../support/walk.js';

/** An event as a line of a story. */
function told(one: DeploymentEvent): string {
  switch (one.type) {
    case 'deployment.status':
      return `${one.from ?? '-'} → ${one.to}`;
    case 'traffic.shifted':
      return `traffic ${one.blue}/${one.green}`;
    case 'taskset.changed':
      return `${one.label} ${one.status} ${one.running}/${one.desired}`;
    case 'lifecycle.started':
    case 'lifecycle.succeeded':
    case 'lifecycle.failed':
    case 'lifecycle.skipped':
      return `${one.event} ${one.type.slice('lifecycle.'.length)}`;
    default:
      return one.type;
  }
}

function tell(states: readonly Snapshot[]): DeploymentEvent[] {
  return states.flatMap((state, index) => eventsBetween(states[index - 1], state));
}

const running = { status: 'InProgress', completedAt: null };

describe('eventsBetween', () => {
  it('opens the story with the deployment, and says nothing when nothing changed', () => {
    const created = snapshot(0, { status: 'Created', startedAt: null, completedAt: null });
    expect(eventsBetween(undefined, created).map(told)).toEqual(['deployment.created']);
    expect(eventsBetween(created, { ...created, seenAt: at(5) })).toEqual([]);
  });

  it("tells an event that began and ended between two looks as both, with AWS's times", () => {
    const before = snapshot(1, running, target([event('BeforeInstall', 'Pending'), event('Install', 'Pending')], []));
    const after = snapshot(
      9,
      running,
      target([event('BeforeInstall', 'Succeeded', 2, 3), event('Install', 'InProgress', 4)], []),
    );
    expect(eventsBetween(before, after).map((one) => [told(one), one.at])).toEqual([
      ['BeforeInstall started', at(2)],
      ['BeforeInstall succeeded', at(3)],
      ['Install started', at(4)],
    ]);
  });

  it('puts task sets and weights where they belong among the lifecycle events', () => {
    const before = snapshot(1, { ...running, status: 'Created' });
    const after = snapshot(
      700,
      running,
      target(
        [
          event('Install', 'Succeeded', 2, 100),
          event('AllowTraffic', 'Succeeded', 101, 600),
          event('AfterAllowTraffic', 'InProgress', 601),
        ],
        taskSets(50),
      ),
    );
    expect(eventsBetween(before, after).map(told)).toEqual([
      'Created → InProgress',
      'Blue PRIMARY 2/2',
      'Install started',
      'Green ACTIVE 2/2',
      'Install succeeded',
      'AllowTraffic started',
      'traffic 50/50',
      'AllowTraffic succeeded',
      'AfterAllowTraffic started',
    ]);
  });

  it('tells the way back of the traffic after what failed and before the end', () => {
    const events = [event('AllowTraffic', 'InProgress', 10), event('AfterAllowTraffic', 'Pending')];
    const failedEvents = [event('AllowTraffic', 'Failed', 10, 80), event('AfterAllowTraffic', 'Skipped')];
    const before = snapshot(70, running, target(events, taskSets(10)));
    const after = snapshot(
      90,
      {
        status: 'Stopped',
        completedAt: at(85),
        error: { code: 'ALARM_ACTIVE', message: 'an alarm' },
        rollback: { rolledBackBy: 'd-BACK00001', rollsBack: null, message: null },
      },
      target(failedEvents, taskSets(0)),
    );
    const events2 = eventsBetween(before, after);
    expect(events2.map(told)).toEqual([
      'AllowTraffic failed',
      'AfterAllowTraffic skipped',
      'traffic 100/0',
      'InProgress → Stopped',
      'rollback.started',
    ]);
    expect(events2.at(-1)).toMatchObject({ rollbackDeploymentId: 'd-BACK00001', reason: 'an alarm' });
  });

  it('says until when a deployment that is ready waits', () => {
    const before = snapshot(90, running, target([event('AfterInstall', 'InProgress', 90)]));
    const ready = { status: 'Ready', completedAt: null, waits: { readyMinutes: 30, terminationMinutes: 0 } };
    const after = snapshot(100, ready, target([event('AfterInstall', 'Succeeded', 90, 95)]));
    const events = eventsBetween(before, after);
    expect(events.map(told)).toEqual(['AfterInstall succeeded', 'InProgress → Ready', 'deployment.ready']);
    expect(events.at(-1)).toMatchObject({ until: at(95 + 30 * 60) });
  });

  it('shows a status that this version does not know', () => {
    const before = snapshot(1, running);
    expect(eventsBetween(before, snapshot(2, { ...running, status: 'Simmering' })).map(told)).toEqual([
      'InProgress → Simmering',
    ]);
  });

  it('tells the same lifecycle, each event once and in order, whichever states were looked at', () => {
    fc.assert(
      fc.property(courses, (course) => {
        const states = walk(course);
        const seen = states.filter((_state, index) => index === states.length - 1 || course.looks[index % 40]);
        const lifecycle = (events: readonly DeploymentEvent[]) =>
          events.filter(({ type }) => type.startsWith('lifecycle.')).map(told);
        const all = lifecycle(tell(states));
        const some = tell(seen);
        expect(lifecycle(some)).toEqual(all);
        expect(new Set(all).size).toBe(all.length);
        for (const line of all.filter((one) => / (succeeded|failed)$/.test(one))) {
          const start = line.replace(/ \w+$/, ' started');
          expect(all.indexOf(start)).toBeGreaterThanOrEqual(0);
          expect(all.indexOf(start)).toBeLessThan(all.indexOf(line));
        }
        expect(some[0]?.type).toBe('deployment.created');
        expect(some.filter(({ type }) => type === 'rollback.started')).toHaveLength(
          tell(states).filter(({ type }) => type === 'rollback.started').length,
        );
      }),
    );
  });

  it('gives times that never run backwards within one look', () => {
    fc.assert(
      fc.property(courses, (course) => {
        const states = walk(course);
        for (const [index, state] of states.entries()) {
          for (const earlier of states.slice(0, index)) {
            const times = eventsBetween(earlier, state).map((one) => one.at.getTime());
            expect(times).toEqual(times.toSorted((a, b) => a - b));
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
