import { describe, expect, it } from 'vitest';
import { complaintOf } from '../../src/deployment/complaint.js';

const SINCE = new Date('2026-01-05T09:00:00Z');

/** A service of two tasks with these events, newest first, a minute apart, the last one a minute after the beginning. */
function said(...messages: string[]) {
  const at = (index: number) => new Date(SINCE.getTime() + (messages.length - index) * 60_000);
  return complaintOf({ desired: 2, events: messages.map((message, index) => ({ at: at(index), message })) }, SINCE);
}

const STARTED = '(service web, taskSet ecs-svc/1) has started 2 tasks: (task 1) (task 2).';

describe('what ECS complains of', () => {
  it('is nothing when tasks start and stay', () => {
    expect(said('(service web) has reached a steady state.', STARTED)).toBeNull();
  });

  it('is the last cause that it names, without the advice to read on', () => {
    expect(
      said(
        '(service web) is unable to consistently start tasks successfully.',
        '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
        '(service web) (task 1) (port 80) is unhealthy in (target-group arn) due to (reason Request timed out).',
      ),
    ).toBe('(service web) was unable to place a task. Reason: Capacity is unavailable at this time');
  });

  it('is that tasks do not stay, when it has to start them again and again without naming a cause', () => {
    expect(said(STARTED, STARTED, STARTED)).toBe(
      'tasks stop again and again: at least 6 were started where 2 should run',
    );
    expect(said(STARTED, STARTED)).toBeNull();
  });

  it('is nothing that it said before the deployment', () => {
    const message = '(service web) was unable to place a task.';
    expect(complaintOf({ desired: 2, events: [{ at: new Date(SINCE.getTime() - 1), message }] }, SINCE)).toBeNull();
  });
});
