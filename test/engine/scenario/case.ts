import { expect, it } from 'vitest';
import { courseOf } from './course.js';
import { type Rehearsal, rehearse } from './harness.js';

/** What a rehearsal must look like from outside, to the last word. */
export interface Case {
  /** Several, joined by ` + `. */
  readonly scenario: string;
  readonly setting: Omit<Rehearsal, 'scenarios'>;
  readonly course: readonly string[];
  /** The last words of `bg-deploy start`. */
  readonly said: string;
  readonly exitCode: number;
  /** Status and error; `null`: there is none. */
  readonly deployment: string | null;
  readonly rollback?: string;
  readonly taskSets: readonly string[];
  readonly production: string;
  readonly test: string | null;
  /** Sentences of ECS that must be among those it said, in this order. */
  readonly serviceEvents?: readonly string[];
}

/** A canary by 10 % for five minutes, five minutes of waiting before blue goes, and a function at every event. */
export const CANARY: Case['setting'] = {
  deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
  terminationMinutes: 5,
  functions: true,
};

/** Ten steps of 10 %, a minute each. */
export const LINEAR: Case['setting'] = {
  deploymentConfig: 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes',
  terminationMinutes: 5,
  functions: true,
};

/** What is left when nothing has come of it, or when all was put back. */
export const ON_BLUE = {
  taskSets: ['PRIMARY web:1 100 %'],
  production: 'web-1 100, web-2 0',
  test: 'web-1 1',
} as const;

/** What is left after a success. */
export const ON_GREEN = {
  taskSets: ['PRIMARY web:2 100 %'],
  production: 'web-1 0, web-2 100',
  test: 'web-2 1',
} as const;

/** A test for each case. */
export function rehearseEach(cases: readonly Case[]): void {
  it.each(cases.map((one) => [one.scenario, one] as const))(
    '%s',
    async (_name, { scenario, setting, serviceEvents, ...expected }) => {
      const seen = await rehearse({ ...setting, scenarios: scenario.split(' + ') });
      const outcome = (one: typeof seen.deployment) => one && [one.status, one.error].filter(Boolean).join(' ');
      const rollback = outcome(seen.rollback);
      expect({
        course: courseOf(seen.lines),
        said: seen.said,
        exitCode: seen.exitCode,
        deployment: outcome(seen.deployment) ?? null,
        ...(rollback === undefined ? {} : { rollback }),
        taskSets: seen.taskSets,
        production: seen.production,
        test: seen.test,
      }).toEqual(expected);
      if (serviceEvents) {
        expect(seen.serviceEvents.filter((sentence) => serviceEvents.includes(sentence))).toEqual(serviceEvents);
      }
    },
    60_000,
  );
}
