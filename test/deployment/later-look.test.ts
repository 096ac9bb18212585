import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsBetween } from '../../src/deployment/events-between.js';
import { laterLook } from '../../src/deployment/later-look.js';
import type { Snapshot } from '../../src/deployment/snapshot.js';
import { at, snapshot, target, taskSets } from '../support/observed.js';
import { told } from '../support/story.js';
import { courses, walk } from '../support/walk.js';

/** What is told of a series of looks. */
function story(looks: readonly Snapshot[]): string[] {
  let last: Snapshot | undefined;
  return looks.flatMap((seen) => {
    const next = last ? laterLook(last, seen) : seen;
    const events = eventsBetween(last, next);
    last = next;
    return events.flatMap((event) => told(event) ?? []);
  });
}

describe('a later look', () => {
  it('tells what fresh looks tell, whatever older looks come between them', () => {
    fc.assert(
      fc.property(courses, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (course, back) => {
        // As CodeDeploy does it: each change carries the time at which it was made.
        const fresh = walk(course).map((look, i) =>
          look.target ? { ...look, target: { ...look.target, updatedAt: at(i) } } : look,
        );
        const mixed = fresh.flatMap((look, i) => {
          const older = fresh[(back[i] ?? 0) % (i + 1)] ?? look;
          return [look, { ...older, seenAt: look.seenAt }];
        });
        expect(story(mixed)).toEqual(story(fresh));
      }),
    );
  });

  it('does not wait again to be continued once the shift has begun', () => {
    const shifting = snapshot(90, { status: 'InProgress', completedAt: null }, target([{ ...begun('AllowTraffic') }]));
    const ready = snapshot(91, { status: 'Ready', completedAt: null }, target([], taskSets(0)));
    expect(laterLook(shifting, ready).deployment.status).toBe('InProgress');
    const before = snapshot(60, { status: 'InProgress', completedAt: null }, target([]));
    expect(laterLook(before, ready).deployment.status).toBe('Ready');
  });
});

function begun(name: string) {
  return { name, status: 'InProgress', startedAt: at(80), endedAt: null, diagnostics: null };
}
