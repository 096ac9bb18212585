import { describe, expect, it } from 'vitest';
import { createTaskSet } from '../../../src/engine/ecs/operations/create-task-set.js';
import { describeTasks } from '../../../src/engine/ecs/operations/describe-tasks.js';
import { listTasks } from '../../../src/engine/ecs/operations/list-tasks.js';
import { updateService } from '../../../src/engine/ecs/operations/update-service.js';
import { updateServicePrimaryTaskSet } from '../../../src/engine/ecs/operations/update-service-primary-task-set.js';
import { describeTargetHealth } from '../../../src/engine/elbv2/operations/describe-target-health.js';
import type { Rule } from '../../../src/engine/scenario/rule.js';
import { Region } from './region.js';

const CRASHES: Rule = { kind: 'task', fate: { kind: 'crashes', afterSeconds: 20, exitCode: 137 } };
const IMAGE_MISSING: Rule = { kind: 'task', fate: { kind: 'image-missing' } };
const UNPLACED: Rule = { kind: 'task', fate: { kind: 'unplaced' } };
const UNHEALTHY: Rule = {
  kind: 'target',
  failure: { reason: 'Target.Timeout', description: 'Request timed out' },
};

/** A steady service, and a replacement task set that CodeDeploy has just made while these rules held. */
function replacing(rules: readonly Rule[], options: { greenIs?: 'weighted' | 'unused' } = {}) {
  const region = new Region();
  const { blue, green } = region.balance({ green: options.greenIs ?? 'weighted' });
  region.serve(blue);
  region.pass(300);
  region.rules = rules;
  const created = region.service().events?.length ?? 0;
  const { taskSet } = createTaskSet(
    {
      cluster: 'main',
      service: 'web',
      externalId: 'd-AAAAAAAAA',
      taskDefinition: region.register(),
      loadBalancers: [{ targetGroupArn: green, containerName: 'app', containerPort: 80 }],
    },
    region.context,
  );
  const id = taskSet?.id ?? '';
  return {
    region,
    green,
    id,
    set: () => region.service().taskSets?.find((one) => one.id === id),
    /** What the scheduler has said since then, without the seconds. */
    said: () =>
      region
        .log()
        .slice(created)
        .map((line) => line.replace(/^ *\d+ /, '')),
    times: (text: string) =>
      region
        .log()
        .filter((line) => line.includes(text))
        .map((line) => Number.parseInt(line, 10)),
    stopped() {
      const { taskArns = [] } = listTasks({ cluster: 'main', startedBy: id, desiredStatus: 'STOPPED' }, region.context);
      if (taskArns.length === 0) return [];
      return describeTasks({ cluster: 'main', tasks: taskArns }, region.context).tasks ?? [];
    },
  };
}

describe('a task whose essential container exits', () => {
  it('says so with its exit code, leaves its group and is replaced at once, again and again', () => {
    const { region, id, set, stopped, times } = replacing([CRASHES]);
    region.pass(75);
    expect(stopped()[0]).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      desiredStatus: 'STOPPED',
      lastStatus: 'STOPPED',
      startedBy: id,
      containers: [{ name: 'app', lastStatus: 'STOPPED', exitCode: 137 }],
    });
    region.pass(925);
    // Tasks that ran do not make the scheduler lose patience.
    const starts = times('has started');
    const gaps = starts.slice(3).map((at, index) => at - (starts[index + 2] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(70);
    expect(starts.length).toBeGreaterThan(12);
    expect(times('unable to consistently start')).toEqual([]);
    expect(set()?.stabilityStatus).toBe('STABILIZING');
  });

  it('leaves the original task set alone', () => {
    const { region } = replacing([CRASHES]);
    region.pass(600);
    const primary = region.service().taskSets?.find(({ status }) => status === 'PRIMARY');
    expect(primary).toMatchObject({ runningCount: 2, stabilityStatus: 'STEADY_STATE' });
  });

  it('does not get well by its version becoming PRIMARY, or by the scenario being over', () => {
    const { region, id, set } = replacing([CRASHES]);
    region.pass(60);
    updateServicePrimaryTaskSet({ cluster: 'main', service: 'web', primaryTaskSet: id }, region.context);
    region.rules = [];
    region.pass(600);
    expect(set()).toMatchObject({ status: 'PRIMARY', stabilityStatus: 'STABILIZING' });
  });
});

describe('a task whose image is missing', () => {
  it('never runs, and says why', () => {
    const { region, stopped } = replacing([IMAGE_MISSING]);
    region.pass(60);
    const reason =
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref public.ecr.aws/nginx/nginx:1: not found';
    expect(stopped()[0]).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: reason,
      containers: [{ lastStatus: 'STOPPED', reason }],
    });
    expect(stopped()[0]).not.toHaveProperty('startedAt');
    expect(stopped()[0]?.containers?.[0]).not.toHaveProperty('exitCode');
  });

  it('makes the scheduler wait longer and longer, up to 27 minutes, and say so once', () => {
    const { region, times } = replacing([IMAGE_MISSING]);
    region.pass(4 * 3600);
    const starts = times('has started').slice(1);
    const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThan(26 * 60);
    expect(Math.max(...gaps)).toBeLessThan(28.5 * 60);
    expect(gaps.slice(1)).toEqual([...gaps.slice(1)].map((gap, index) => Math.max(gap, (gaps[index] ?? 0) * 0.9)));
    expect(times('unable to consistently start tasks successfully')).toHaveLength(1);
    region.pass(4 * 3600);
    // A cause that lasts is told of again after six hours.
    expect(times('unable to consistently start tasks successfully')).toHaveLength(2);
  });
});

describe('a task for which there is no room', () => {
  it('is not started, and the scheduler says so', () => {
    const { region, said, set } = replacing([UNPLACED]);
    region.pass(120);
    expect(set()).toMatchObject({ runningCount: 0, pendingCount: 0, computedDesiredCount: 2 });
    expect(said()).toEqual([
      '(service web) updated computedDesiredCount for taskSet ecs-svc/N to 2.',
      '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      '(service web) is unable to consistently start tasks successfully.',
    ]);
  });

  it('is started when there is room again', () => {
    const { region, set } = replacing([UNPLACED]);
    region.pass(120);
    region.rules = [];
    region.pass(600);
    expect(set()).toMatchObject({ runningCount: 2, stabilityStatus: 'STEADY_STATE' });
  });
});

describe('a task that starts slowly', () => {
  it('runs when its time has come, and not before', () => {
    const { region, set } = replacing([{ kind: 'task', fate: { kind: 'starts-slowly', seconds: 600 } }]);
    region.pass(598);
    expect(set()).toMatchObject({ runningCount: 0, pendingCount: 2 });
    region.pass(6);
    expect(set()).toMatchObject({ runningCount: 2 });
  });

  it('crashes as well, where both hold', () => {
    const { region, stopped } = replacing([{ kind: 'task', fate: { kind: 'starts-slowly', seconds: 100 } }, CRASHES]);
    region.pass(115);
    expect(stopped()).toEqual([]);
    region.pass(30);
    expect(stopped()).toHaveLength(2);
  });
});

describe('a task whose target fails its health checks', () => {
  it('is stopped and replaced, in the words of ECS', () => {
    const { region, green, said, stopped } = replacing([UNHEALTHY]);
    region.pass(130);
    expect(stopped()[0]).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Task failed ELB health checks in (target-group ${green})`,
    });
    const [first, ...rest] = said().slice(said().findIndex((line) => line.includes('unhealthy')));
    expect(first).toBe(
      '(service web) (task …) (port 80) is unhealthy in (target-group web-green) due to (reason Request timed out).',
    );
    expect(rest.slice(0, 3)).toEqual([
      '(service web, taskSet ecs-svc/N) has stopped 1 running tasks: (task …).',
      '(service web) deregistered 1 targets in (target-group web-green)',
      '(service web, taskSet ecs-svc/N) has begun draining connections on 1 tasks.',
    ]);
    const { TargetHealthDescriptions = [] } = describeTargetHealth({ TargetGroupArn: green }, region.context);
    expect(TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State)).toContain('draining');
    expect(said().filter((line) => line.includes('has started 1 tasks')).length).toBeGreaterThanOrEqual(1);
  });

  it('is left alone for the grace period of its service', () => {
    const { region, stopped } = replacing([UNHEALTHY]);
    updateService({ cluster: 'main', service: 'web', healthCheckGracePeriodSeconds: 300 }, region.context);
    region.pass(320);
    expect(stopped()).toEqual([]);
    region.pass(40);
    expect(stopped()).toHaveLength(2);
  });

  it('is left alone, and its set is steady, while nothing forwards to its group', () => {
    const { region, stopped, set } = replacing([UNHEALTHY], { greenIs: 'unused' });
    region.pass(900);
    expect(stopped()).toEqual([]);
    expect(set()).toMatchObject({ runningCount: 2, stabilityStatus: 'STEADY_STATE' });
  });
});
