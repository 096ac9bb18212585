import { describe, expect, it } from 'vitest';
import { createCluster } from '../../../src/engine/ecs/operations/create-cluster.js';
import { createService } from '../../../src/engine/ecs/operations/create-service.js';
import { describeTasks } from '../../../src/engine/ecs/operations/describe-tasks.js';
import { listTasks } from '../../../src/engine/ecs/operations/list-tasks.js';
import { registerTaskDefinition } from '../../../src/engine/ecs/operations/register-task-definition.js';
import { stopTask } from '../../../src/engine/ecs/operations/stop-task.js';
import { describeTargetHealth } from '../../../src/engine/elbv2/operations/describe-target-health.js';
import { Region } from './region.js';

function started() {
  const region = new Region();
  const balance = region.balance();
  region.serve(balance.blue);
  region.pass(3);
  return { region, ...balance };
}

const arns = (region: Region, filter: object = {}) =>
  listTasks({ cluster: 'main', ...filter }, region.context).taskArns ?? [];

const tasks = (region: Region, names: string[]) =>
  describeTasks({ cluster: 'main', tasks: names }, region.context).tasks ?? [];

describe('a task', () => {
  it('passes through the states of its start in order, and is running within 25 to 40 seconds', () => {
    const { region } = started();
    const [arn = ''] = arns(region);
    const seen: string[] = [];
    let runningAfter = 0;
    for (let second = 0; second < 60; second += 1) {
      const [task] = tasks(region, [arn]);
      if (task?.lastStatus && task.lastStatus !== seen.at(-1)) seen.push(task.lastStatus);
      if (task?.startedAt) runningAfter = (task.startedAt.getTime() - (task.createdAt?.getTime() ?? 0)) / 1000;
      region.pass(1);
    }

    expect(seen).toEqual(['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING']);
    expect(runningAfter).toBeGreaterThanOrEqual(25);
    expect(runningAfter).toBeLessThanOrEqual(40);
  });

  it('is registered under its own address when it runs, and healthy one health check later', () => {
    const { region, blue } = started();
    region.pass(42);
    const health = () => describeTargetHealth({ TargetGroupArn: blue }, region.context).TargetHealthDescriptions ?? [];
    expect(health().map(({ TargetHealth }) => TargetHealth?.State)).toEqual(['initial', 'initial']);

    const addresses = tasks(region, arns(region)).map(
      ({ containers }) => containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address,
    );
    expect(new Set(addresses).size).toBe(2);
    expect(
      health()
        .map(({ Target }) => Target?.Id)
        .sort(),
    ).toEqual([...addresses].sort());
    region.pass(30);
    expect(health().map(({ TargetHealth }) => TargetHealth)).toEqual([{ State: 'healthy' }, { State: 'healthy' }]);
  });

  it('says which service, task set and revision it belongs to', () => {
    const { region } = started();
    const id = region.service().taskSets?.[0]?.id ?? '';
    expect(arns(region, { startedBy: id })).toHaveLength(2);
    expect(arns(region, { serviceName: 'web', family: 'web' })).toHaveLength(2);
    expect(arns(region, { family: 'other' })).toEqual([]);
    expect(() => arns(region, { startedBy: id, serviceName: 'web' })).toThrow('must be the only filter');

    expect(tasks(region, arns(region))[0]).toMatchObject({
      startedBy: id,
      group: 'service:web',
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1',
      launchType: 'FARGATE',
      platformVersion: '1.4.0',
      cpu: '256',
      memory: '512',
    });
  });

  it('that is stopped drains, says why, is replaced, and is forgotten after an hour', () => {
    const { region } = started();
    region.pass(110);
    const [arn = ''] = arns(region);
    const id = arn.slice(arn.lastIndexOf('/') + 1);
    const { task } = stopTask({ cluster: 'main', task: id, reason: 'a try' }, region.context);
    expect(task).toMatchObject({ desiredStatus: 'STOPPED', lastStatus: 'DEACTIVATING', stopCode: 'UserInitiated' });
    expect(region.service()).toMatchObject({ runningCount: 1, taskSets: [{ stabilityStatus: 'STABILIZING' }] });
    region.pass(110);
    expect(region.service()).toMatchObject({ runningCount: 2, taskSets: [{ stabilityStatus: 'STEADY_STATE' }] });

    region.pass(220);
    expect(arns(region, { desiredStatus: 'STOPPED' })).toEqual([arn]);
    const [stopped] = tasks(region, [id]);
    expect(stopped).toMatchObject({ lastStatus: 'STOPPED', stoppedReason: 'a try', containers: [{ exitCode: 0 }] });
    const drained = (stopped?.stoppedAt?.getTime() ?? 0) - (stopped?.stoppingAt?.getTime() ?? 0);
    expect(drained / 1000).toBeGreaterThanOrEqual(300);
    region.pass(3700);
    expect(describeTasks({ cluster: 'main', tasks: [id] }, region.context)).toMatchObject({
      tasks: [],
      failures: [{ arn, reason: 'MISSING' }],
    });
  });

  it('that never ran has no exit code', () => {
    const { region } = started();
    const [arn = ''] = arns(region);
    stopTask({ cluster: 'main', task: arn }, region.context);
    region.pass(60);

    const [task] = tasks(region, [arn]);
    expect(task).toMatchObject({ lastStatus: 'STOPPED', stoppedReason: 'Task stopped by user' });
    expect(task?.startedAt).toBeUndefined();
    expect(task?.containers?.[0]?.exitCode).toBeUndefined();
  });

  it('that stops by itself, as a scenario may plan it, leaves its group and is replaced', () => {
    const { region, blue } = started();
    region.pass(110);
    const [task] = Object.values(region.world.ecs.clusters.main?.tasks ?? {});
    if (!task) throw new Error('No task was started');
    const because = {
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    } as const;
    task.future = [{ at: region.context.now, becomes: 'STOPPED', because }];
    region.pass(1);

    expect(tasks(region, [task.id])).toMatchObject([{ ...because, desiredStatus: 'STOPPED', lastStatus: 'STOPPED' }]);
    expect(region.service()).toMatchObject({ runningCount: 1, taskSets: [{ stabilityStatus: 'STABILIZING' }] });
    const health = describeTargetHealth({ TargetGroupArn: blue }, region.context).TargetHealthDescriptions ?? [];
    expect(health.map(({ TargetHealth }) => TargetHealth?.State).sort()).toEqual(['draining', 'healthy']);
    region.pass(110);
    expect(region.service()).toMatchObject({ runningCount: 2, taskSets: [{ stabilityStatus: 'STEADY_STATE' }] });
  });

  it('on EC2 is registered as an instance with a port of the machine', () => {
    const region = new Region();
    const { blue } = region.balance({ type: 'instance' });
    createCluster({ clusterName: 'main' }, region.context);
    registerTaskDefinition(
      {
        family: 'web',
        containerDefinitions: [{ name: 'app', image: 'nginx', memory: 128, portMappings: [{ containerPort: 80 }] }],
      },
      region.context,
    );
    createService(
      {
        cluster: 'main',
        serviceName: 'web',
        taskDefinition: 'web',
        desiredCount: 3,
        deploymentController: { type: 'CODE_DEPLOY' },
        loadBalancers: [{ targetGroupArn: blue, containerName: 'app', containerPort: 80 }],
      },
      region.context,
    );
    region.pass(110);
    const { TargetHealthDescriptions: targets = [] } = describeTargetHealth({ TargetGroupArn: blue }, region.context);

    expect(targets).toHaveLength(3);
    for (const { Target, TargetHealth } of targets) {
      expect(Target?.Id).toMatch(/^i-[0-9a-f]{17}$/);
      expect(Target?.Port).toBeGreaterThan(32_767);
      expect(TargetHealth?.State).toBe('healthy');
    }
    expect(new Set(targets.map(({ Target }) => `${Target?.Id}:${Target?.Port}`)).size).toBe(3);
    expect(tasks(region, arns(region)).every(({ containerInstanceArn }) => containerInstanceArn)).toBe(true);
  });
});

describe('DescribeTasks', () => {
  it('takes a hundred tasks at most', () => {
    const { region } = started();

    expect(() =>
      tasks(
        region,
        Array.from({ length: 101 }, (_, number) => `t${number}`),
      ),
    ).toThrow('at most 100');
  });
});

describe('ListTasks', () => {
  it('gives page after page', () => {
    const { region } = started();
    const first = listTasks({ cluster: 'main', maxResults: 1 }, region.context);
    const second = listTasks({ cluster: 'main', maxResults: 1, nextToken: first.nextToken }, region.context);

    expect([...(first.taskArns ?? []), ...(second.taskArns ?? [])]).toEqual(arns(region));
    expect(second.nextToken).toBeUndefined();
    expect(() => listTasks({ cluster: 'main', nextToken: 'x' }, region.context)).toThrow('Invalid token');
  });
});
