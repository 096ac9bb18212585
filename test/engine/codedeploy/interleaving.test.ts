import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOOK_EVENTS } from '../../../src/domain/lifecycle-event.js';
import { type HookInvocation, pendingInvocations } from '../../../src/engine/codedeploy/hooks/invocation.js';
import { continueDeployment } from '../../../src/engine/codedeploy/operations/continue-deployment.js';
import { putLifecycleEventHookExecutionStatus } from '../../../src/engine/codedeploy/operations/put-lifecycle-event-hook-execution-status.js';
import { stopDeployment } from '../../../src/engine/codedeploy/operations/stop-deployment.js';
import { updateService } from '../../../src/engine/ecs/operations/update-service.js';
import { Fault } from '../../../src/engine/fault.js';
import { seededRandom } from '../../../src/engine/random.js';
import { Stage } from './stage.js';

type Act =
  | { readonly kind: 'stop'; readonly rollback: boolean | undefined }
  | { readonly kind: 'report'; readonly status: 'Succeeded' | 'Failed' }
  | { readonly kind: 'continue'; readonly wait: 'READY_WAIT' | 'TERMINATION_WAIT' }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'scale'; readonly count: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('stop' as const), rollback: fc.constantFrom(true, false, undefined) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      status: fc.constantFrom('Succeeded' as const, 'Succeeded' as const, 'Succeeded' as const, 'Failed' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('continue' as const),
      wait: fc.constantFrom('READY_WAIT' as const, 'TERMINATION_WAIT' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      seconds: fc.oneof(fc.double({ min: 0.1, max: 5, noNaN: true }), fc.integer({ min: 5, max: 400 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('scale' as const), count: fc.integer({ min: 0, max: 4 }) }) },
);

const plot = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  testListener: fc.boolean(),
  config: fc.constantFrom(
    'CodeDeployDefault.ECSAllAtOnce',
    'CodeDeployDefault.ECSCanary10Percent5Minutes',
    'CodeDeployDefault.ECSLinear10PercentEvery1Minutes',
  ),
  readyWait: fc.constantFrom(0, 10),
  terminationWait: fc.constantFrom(0, 5),
  rollbackOn: fc.constantFrom(
    [],
    ['DEPLOYMENT_FAILURE' as const],
    ['DEPLOYMENT_FAILURE' as const, 'DEPLOYMENT_STOP_ON_REQUEST' as const],
  ),
  hooks: fc.subarray([...HOOK_EVENTS]),
  acts: fc.array(act, { maxLength: 25 }),
});

type Plot = typeof plot extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays a plot to the end of the deployment and of the one that rolls it back. */
function play({ seed, hooks, acts, rollbackOn, ...setting }: Plot) {
  const stage = new Stage({
    ...setting,
    ...(rollbackOn.length > 0 ? { rollbackOn } : {}),
    functions: { check: 'external' },
    random: seededRandom({ seed }),
  });
  const deploymentId = stage.deploy({ hooks: Object.fromEntries(hooks.map((event) => [event, 'check'])) });
  const statuses: string[] = [];
  const note = () => {
    const status = stage.info(deploymentId).status ?? '';
    if (statuses.at(-1) !== status) statuses.push(status);
    checkWorld(stage);
  };
  let called: HookInvocation[] = [];
  for (const one of acts) {
    called = [...called, ...pendingInvocations(stage.region)];
    perform(stage, deploymentId, one, called);
    note();
  }
  stage.until(() => {
    note();
    return stage.isOver(deploymentId);
  });
  const rollback = stage.info(deploymentId).rollbackInfo?.rollbackDeploymentId;
  if (rollback) stage.until(() => stage.isOver(rollback));
  stage.pass(900);
  note();
  return { stage, deploymentId, rollback, statuses };
}

function perform(stage: Stage, deploymentId: string, one: Act, called: readonly HookInvocation[]): void {
  try {
    switch (one.kind) {
      case 'stop':
        stage.call(stopDeployment, { deploymentId, autoRollbackEnabled: one.rollback });
        return;
      case 'report': {
        const id = called.at(-1)?.lifecycleEventHookExecutionId;
        const report = { deploymentId, lifecycleEventHookExecutionId: id, status: one.status };
        stage.call(putLifecycleEventHookExecutionStatus, report);
        return;
      }
      case 'continue':
        stage.call(continueDeployment, { deploymentId, deploymentWaitType: one.wait });
        return;
      case 'pass':
        stage.pass(one.seconds);
        return;
      case 'scale':
        stage.call(updateService, { cluster: 'main', service: 'web', desiredCount: one.count });
    }
  } catch (error) {
    // Refused, because it came at the wrong time.
    if (!(error instanceof Fault)) throw error;
  }
}

/** What holds at every moment. */
function checkWorld(stage: Stage): void {
  const { blue, green } = stage.production();
  expect(blue + green).toBe(100);
  expect(stage.sets().filter((set) => set.startsWith('PRIMARY'))).toHaveLength(1);
}

describe('any order of stops, reports, continuations, scalings and time', () => {
  it('ends a deployment in exactly one way, and agrees with the traffic', () => {
    fc.assert(
      fc.property(plot, (scene) => {
        const { stage, deploymentId, rollback, statuses } = play(scene);
        const over = statuses.filter((status) => ['Succeeded', 'Failed', 'Stopped'].includes(status));
        expect(over).toEqual([stage.info(deploymentId).status]);
        const events = stage.target(deploymentId).lifecycleEvents?.map(({ status }) => status) ?? [];
        expect(events).not.toContain('InProgress');
        expect(events).not.toContain('Pending');
        if (over[0] === 'Succeeded') {
          expect(new Set(events)).toEqual(new Set(['Succeeded']));
          expect(stage.production()).toEqual({ blue: 0, green: 100 });
          expect(stage.sets()).toEqual(['PRIMARY web-green']);
          expect(rollback).toBeUndefined();
        }
        if (rollback) {
          expect(stage.info(rollback).status).toBe('Succeeded');
          expect(stage.production()).toEqual({ blue: 100, green: 0 });
          expect(stage.sets()).toEqual(['PRIMARY web-blue']);
        }
      }),
      { numRuns: 150 },
    );
  });
});
