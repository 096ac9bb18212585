import { describe, expect, it } from 'vitest';
import { ENDINGS } from '../../../src/engine/codedeploy/machine/cause.js';
import type { PhaseName, TimedTrigger } from '../../../src/engine/codedeploy/machine/phase.js';
import { eventsOf, stationsOf } from '../../../src/engine/codedeploy/machine/station.js';
import { REVERSIBLE, TRANSITIONS, transitionFor } from '../../../src/engine/codedeploy/machine/transition.js';
import { shiftSteps } from '../../../src/engine/codedeploy/shift-step.js';

/** The timers that a phase may have. */
const TIMERS: Record<Exclude<PhaseName, 'over'>, readonly TimedTrigger[]> = {
  created: ['begin'],
  approaching: ['arrive'],
  hooking: ['done', 'overdue', 'functionMissing', 'hookSucceeded', 'hookFailed'],
  installing: ['overdue'],
  testing: ['done'],
  ready: ['overdue'],
  shifting: ['step', 'done'],
  terminating: ['done'],
  finishing: ['done'],
  restoring: ['done'],
  closing: ['done'],
  rollbackCreated: ['begin'],
  returning: ['done'],
};

describe('the rules of a deployment', () => {
  it('name no pair of phase and trigger twice', () => {
    const pairs = TRANSITIONS.flatMap(({ from, on }) => from.map((phase) => `${phase} ${on}`));
    expect(pairs.filter((pair, index) => pairs.indexOf(pair) !== index)).toEqual([]);
  });

  it('answer every timer', () => {
    const unanswered = Object.entries(TIMERS).flatMap(([phase, triggers]) =>
      triggers.filter((trigger) => !transitionFor(phase as PhaseName, trigger)).map((trigger) => `${phase} ${trigger}`),
    );
    expect(unanswered).toEqual([]);
  });

  it('answer a stop and a refusal wherever a deployment can be turned back', () => {
    for (const phase of REVERSIBLE) {
      expect(transitionFor(phase, 'stop')?.next).toBe('out');
      expect(transitionFor(phase, 'refused')?.next).toBe('out');
    }
  });

  it('know no way out of the end', () => {
    expect(TRANSITIONS.filter(({ from }) => from.includes('over'))).toEqual([]);
  });

  it('name a public source each', () => {
    const sources = [...TRANSITIONS, ...Object.values(ENDINGS)].map(({ source }) => source);
    expect(sources.filter((source) => !/^https:\/\/(docs\.aws\.amazon|github)\.com\//.test(source))).toEqual([]);
  });
});

describe('the way of a deployment', () => {
  it('has two events and two stations more with a test listener', () => {
    expect(eventsOf({ testListener: false })).toHaveLength(6);
    expect(stationsOf({ testListener: true, readyWait: true })).toEqual([
      'BeforeInstall',
      'Install',
      'AfterInstall',
      'AllowTestTraffic',
      'AfterAllowTestTraffic',
      'ReadyWait',
      'BeforeAllowTraffic',
      'AllowTraffic',
      'AfterAllowTraffic',
      'TerminationWait',
    ]);
  });
});

describe('the steps of a shift', () => {
  it.each([
    [{ type: 'AllAtOnce' }, [100]],
    [{ type: 'TimeBasedCanary', percentage: 25, intervalMinutes: 1 }, [25, 100]],
    [{ type: 'TimeBasedLinear', percentage: 30, intervalMinutes: 1 }, [30, 60, 90, 100]],
    [{ type: 'TimeBasedLinear', percentage: 50, intervalMinutes: 1 }, [50, 100]],
  ] as const)('of %j', (routing, steps) => {
    expect(shiftSteps(routing)).toEqual(steps);
  });
});
