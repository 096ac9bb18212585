import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTaskSet } from '../../../src/engine/ecs/operations/create-task-set.js';
import { deleteTaskSet } from '../../../src/engine/ecs/operations/delete-task-set.js';
import { listTasks } from '../../../src/engine/ecs/operations/list-tasks.js';
import { stopTask } from '../../../src/engine/ecs/operations/stop-task.js';
import { updateService } from '../../../src/engine/ecs/operations/update-service.js';
import { updateServicePrimaryTaskSet } from '../../../src/engine/ecs/operations/update-service-primary-task-set.js';
import { updateTaskSet } from '../../../src/engine/ecs/operations/update-task-set.js';
import { nextEcsChange } from '../../../src/engine/ecs/task-life.js';
import { describeTargetHealth } from '../../../src/engine/elbv2/operations/describe-target-health.js';
import { modifyListener } from '../../../src/engine/elbv2/operations/modify-listener.js';
import { Fault } from '../../../src/engine/fault.js';
import { Region } from './region.js';

const SERVICE = { cluster: 'main', service: 'web' };

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 0, max: 400 }) }),
  },
  fc.record({ kind: fc.constant('desire' as const), count: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ kind: fc.constant('create' as const), green: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), set: fc.nat({ max: 4 }), force: fc.boolean() }),
  fc.record({ kind: fc.constant('scale' as const), set: fc.nat({ max: 4 }), value: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ kind: fc.constant('primary' as const), set: fc.nat({ max: 4 }) }),
  fc.record({ kind: fc.constant('stop' as const), task: fc.nat({ max: 9 }) }),
  fc.record({ kind: fc.constant('shift' as const), green: fc.boolean() }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(region: Region, groups: { blue: string; green: string; listener: string }, action: Step): void {
  const { context } = region;
  const set = (index: number) => region.service().taskSets?.[index]?.id ?? 'none';
  const group = (green: boolean) => (green ? groups.green : groups.blue);
  switch (action.kind) {
    case 'pass':
      region.pass(action.seconds);
      break;
    case 'desire':
      updateService({ ...SERVICE, desiredCount: action.count }, context);
      break;
    case 'create': {
      const loadBalancers = [{ targetGroupArn: group(action.green), containerName: 'app', containerPort: 80 }];
      createTaskSet({ ...SERVICE, taskDefinition: 'web', loadBalancers }, context);
      break;
    }
    case 'delete':
      deleteTaskSet({ ...SERVICE, taskSet: set(action.set), force: action.force }, context);
      break;
    case 'scale': {
      const scale = { value: action.value, unit: 'PERCENT' as const };
      updateTaskSet({ ...SERVICE, taskSet: set(action.set), scale }, context);
      break;
    }
    case 'primary':
      updateServicePrimaryTaskSet({ ...SERVICE, primaryTaskSet: set(action.set) }, context);
      break;
    case 'stop': {
      const { taskArns = [] } = listTasks({ cluster: 'main' }, context);
      stopTask({ cluster: 'main', task: taskArns[action.task] ?? 'none' }, context);
      break;
    }
    case 'shift': {
      const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: group(action.green) }];
      modifyListener({ ListenerArn: groups.listener, DefaultActions }, context);
      break;
    }
  }
}

function checkInvariants(region: Region): void {
  const service = region.service();
  const sets = service.taskSets ?? [];
  expect(sets.length).toBeLessThanOrEqual(5);
  expect(sets.filter(({ status }) => status === 'PRIMARY').length).toBeLessThanOrEqual(1);
  for (const key of ['runningCount', 'pendingCount'] as const) {
    expect(service[key]).toBe(sets.reduce((sum, set) => sum + (set[key] ?? 0), 0));
  }
  for (const {
    id,
    status,
    computedDesiredCount = 0,
    runningCount = 0,
    pendingCount = 0,
    scale,
    stabilityStatus,
  } of sets) {
    expect(id).toMatch(/^ecs-svc\/[1-9]\d{18}$/);
    expect(computedDesiredCount).toBe(Math.ceil(((service.desiredCount ?? 0) * (scale?.value ?? 0)) / 100));
    if (status === 'DRAINING') expect(computedDesiredCount).toBe(0);
    if (stabilityStatus === 'STEADY_STATE') expect([runningCount, pendingCount]).toEqual([computedDesiredCount, 0]);
  }
}

/** Once nothing is left to happen, everything is in order: as many tasks as wanted, every set steady, no set draining. */
function checkRest(region: Region, groups: readonly string[]): void {
  region.pass(2000);
  checkInvariants(region);
  expect(nextEcsChange(region.world)).toBeUndefined();
  const sets = region.service().taskSets ?? [];
  for (const { status, runningCount, computedDesiredCount, stabilityStatus } of sets) {
    expect(status).not.toBe('DRAINING');
    expect(runningCount).toBe(computedDesiredCount);
    expect(stabilityStatus).toBe('STEADY_STATE');
  }
  const targets = groups.flatMap(
    (TargetGroupArn) => describeTargetHealth({ TargetGroupArn }, region.context).TargetHealthDescriptions ?? [],
  );
  expect(targets).toHaveLength(sets.reduce((sum, { runningCount }) => sum + (runningCount ?? 0), 0));
  for (const { TargetHealth } of targets) expect(['healthy', 'unused']).toContain(TargetHealth?.State);
}

it('keeps counts, task sets and targets consistent through any sequence of calls and time', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(step, { maxLength: 25 }), (seed, steps) => {
      const region = new Region(seed);
      const groups = region.balance();
      region.serve(groups.blue);
      for (const action of steps) {
        try {
          take(region, groups, action);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
        }
        checkInvariants(region);
      }
      checkRest(region, [groups.blue, groups.green]);
    }),
    { numRuns: 150 },
  );
});

it('never has more tasks running and pending than were wanted at some time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 })), { maxLength: 12 }),
      (changes) => {
        const region = new Region();
        region.serve(region.balance().blue, 0);
        let most = 0;
        for (const [desiredCount, seconds] of changes) {
          updateService({ ...SERVICE, desiredCount }, region.context);
          most = Math.max(most, desiredCount);
          region.pass(seconds);
          const { runningCount = 0, pendingCount = 0 } = region.service();
          expect(runningCount + pendingCount).toBeLessThanOrEqual(most);
        }
      },
    ),
    { numRuns: 100 },
  );
});
