import { describe, expect, it } from 'vitest';
import { createCluster } from '../../../src/engine/ecs/operations/create-cluster.js';
import { createService } from '../../../src/engine/ecs/operations/create-service.js';
import { createTaskSet } from '../../../src/engine/ecs/operations/create-task-set.js';
import { deleteService } from '../../../src/engine/ecs/operations/delete-service.js';
import { deleteTaskSet } from '../../../src/engine/ecs/operations/delete-task-set.js';
import { describeServices } from '../../../src/engine/ecs/operations/describe-services.js';
import { describeTaskSets } from '../../../src/engine/ecs/operations/describe-task-sets.js';
import { listServices } from '../../../src/engine/ecs/operations/list-services.js';
import { registerTaskDefinition } from '../../../src/engine/ecs/operations/register-task-definition.js';
import { updateService } from '../../../src/engine/ecs/operations/update-service.js';
import { updateServicePrimaryTaskSet } from '../../../src/engine/ecs/operations/update-service-primary-task-set.js';
import { updateTaskSet } from '../../../src/engine/ecs/operations/update-task-set.js';
import { nextEcsChange } from '../../../src/engine/ecs/task-life.js';
import { describeTargetHealth } from '../../../src/engine/elbv2/operations/describe-target-health.js';
import { modifyListener } from '../../../src/engine/elbv2/operations/modify-listener.js';
import { Region, START } from './region.js';

const SERVICE = { cluster: 'main', service: 'web' };

function running(options: Parameters<Region['balance']>[0] = {}) {
  const region = new Region();
  const balance = region.balance(options);
  region.serve(balance.blue);
  region.pass(110);
  return { region, ...balance };
}

function green(region: Region, targetGroupArn: string) {
  const { taskSet } = createTaskSet(
    {
      ...SERVICE,
      externalId: 'd-ABCDEFGHI',
      taskDefinition: region.register(),
      loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
    },
    region.context,
  );
  return taskSet?.id ?? '';
}

const stability = (region: Region) =>
  Object.fromEntries((region.service().taskSets ?? []).map(({ id, stabilityStatus }) => [id, stabilityStatus]));

describe('a new service', () => {
  it('has a primary task set that no deployment made, and starts its tasks a moment later', () => {
    const region = new Region();
    const service = region.serve(region.balance().blue);

    expect(service).toMatchObject({ status: 'ACTIVE', desiredCount: 2, runningCount: 0, pendingCount: 0 });
    const [set] = service?.taskSets ?? [];
    expect(set).toMatchObject({ status: 'PRIMARY', startedBy: 'CODE_DEPLOY', computedDesiredCount: 2 });
    expect(set?.externalId).toBeUndefined();
    expect(set?.taskSetArn).toBe(`arn:aws:ecs:eu-west-1:123456789012:task-set/main/web/${set?.id}`);
    region.pass(10);
    expect(region.service()).toMatchObject({ runningCount: 0, pendingCount: 2 });
  });

  it('is steady within 60 to 110 seconds, and tells so in AWS own words', () => {
    const region = new Region();
    region.serve(region.balance().blue);
    region.pass(60);
    expect(Object.values(stability(region))).toEqual(['STABILIZING']);
    region.pass(50);

    expect(Object.values(stability(region))).toEqual(['STEADY_STATE']);
    expect(region.log().map((line) => line.slice(4))).toEqual([
      '(service web) updated computedDesiredCount for taskSet ecs-svc/N to 2.',
      '(service web, taskSet ecs-svc/N) has started 2 tasks: (task …) (task …).',
      '(service web, taskSet ecs-svc/N) registered 1 targets in (target-group web-blue)',
      '(service web, taskSet ecs-svc/N) registered 1 targets in (target-group web-blue)',
      '(service web, taskSet ecs-svc/N) updated state to STEADY_STATE.',
      '(service web) has reached a steady state.',
    ]);
    expect(nextEcsChange(region.world)).toBeUndefined();
  });

  it('comes out the same whether time passes in one leap or second by second', () => {
    const leap = running().region;
    const steps = new Region();
    steps.serve(steps.balance().blue);
    for (let second = 0; second < 110; second += 1) steps.pass(1);

    expect(steps.world.ecs).toEqual(leap.world.ecs);
  });

  it('needs a target group that a listener uses', () => {
    const region = new Region();
    const { green: unused } = region.balance();

    expect(() => region.serve(unused)).toThrow(
      `The target group with targetGroupArn ${unused} does not have an associated load balancer.`,
    );
    expect(listServices({ cluster: 'main' }, region.context).serviceArns).toEqual([]);
  });

  it.each([
    [{ containerName: 'web', containerPort: 80 }, 'The container web does not exist in the task definition.'],
    [{ containerName: 'app', containerPort: 81 }, 'The container app did not have a container port 81 defined.'],
  ])('is refused for a load balancer that does not fit the task definition (%j)', (loadBalancer, message) => {
    const { region, blue } = running();
    const create = () =>
      createService(
        {
          cluster: 'main',
          serviceName: 'other',
          taskDefinition: 'web',
          launchType: 'FARGATE',
          deploymentController: { type: 'CODE_DEPLOY' },
          loadBalancers: [{ targetGroupArn: blue, ...loadBalancer }],
          networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
        },
        region.context,
      );

    expect(create).toThrow(message);
  });

  it('is refused for a target group of instances under awsvpc', () => {
    const region = new Region();
    const { blue } = region.balance({ type: 'instance' });

    expect(() => region.serve(blue)).toThrow(
      'has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.',
    );
  });

  it('is refused under a name that is taken', () => {
    const { region, blue } = running();

    expect(() => region.serve(blue)).toThrow('Creation of service was not idempotent.');
  });
});

describe('UpdateService', () => {
  it.each([
    [{ taskDefinition: 'web' }, 'Unable to update task definition'],
    [{ forceNewDeployment: true }, 'Cannot force a new deployment'],
    [{ networkConfiguration: {} }, 'Unable to update network parameters'],
    [{ platformVersion: 'LATEST' }, 'Unable to update network parameters'],
    [{ loadBalancers: [] }, 'Unable to update load balancers'],
  ])('refuses %j, because CodeDeploy does that', (change, refusal) => {
    const { region } = running();

    expect(() => updateService({ ...SERVICE, ...change }, region.context)).toThrow(
      `${refusal} on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.`,
    );
  });

  it('starts and stops tasks as the desired count changes', () => {
    const { region, blue } = running();
    updateService({ ...SERVICE, desiredCount: 3 }, region.context);
    expect(Object.values(stability(region))).toEqual(['STABILIZING']);
    region.pass(110);
    expect(region.service()).toMatchObject({ desiredCount: 3, runningCount: 3 });
    expect(Object.values(stability(region))).toEqual(['STEADY_STATE']);

    updateService({ ...SERVICE, desiredCount: 1 }, region.context);
    region.pass(30);
    expect(region.service()).toMatchObject({ desiredCount: 1, runningCount: 1, pendingCount: 0 });
    const states = describeTargetHealth({ TargetGroupArn: blue }, region.context).TargetHealthDescriptions?.map(
      ({ TargetHealth }) => TargetHealth?.State,
    );
    expect(states?.sort()).toEqual(['draining', 'draining', 'healthy']);
    expect(
      region
        .log()
        .slice(-4)
        .map((line) => line.slice(4)),
    ).toEqual([
      '(service web) deregistered 2 targets in (target-group web-blue)',
      '(service web, taskSet ecs-svc/N) has begun draining connections on 2 tasks.',
      '(service web, taskSet ecs-svc/N) updated state to STEADY_STATE.',
      '(service web) has reached a steady state.',
    ]);
  });

  it('keeps the last hundred events, newest first', () => {
    const { region } = running();
    for (let round = 0; round < 30; round += 1) {
      updateService({ ...SERVICE, desiredCount: round % 2 === 0 ? 0 : 2 }, region.context);
      region.pass(200);
    }
    const times = (region.service().events ?? []).map(({ createdAt }) => createdAt?.getTime() ?? 0);

    expect(times).toHaveLength(100);
    expect(times).toEqual([...times].sort((one, other) => other - one));
  });
});

describe('a second task set', () => {
  it('becomes steady only when its targets are healthy, where the listener knows its group', () => {
    const { region, green: group } = running({ green: 'weighted', interval: 60 });
    const id = green(region, group);
    region.pass(50);
    expect(region.service().taskSets?.[1]).toMatchObject({ id, runningCount: 2, stabilityStatus: 'STABILIZING' });
    region.pass(80);

    expect(stability(region)[id]).toBe('STEADY_STATE');
  });

  it('becomes steady without anybody looking at its targets, where nothing forwards to its group', () => {
    const { region, green: group } = running({ interval: 300 });
    const id = green(region, group);
    region.pass(60);

    expect(stability(region)[id]).toBe('STEADY_STATE');
    const health = () =>
      describeTargetHealth({ TargetGroupArn: group }, region.context).TargetHealthDescriptions?.[0]?.TargetHealth;
    expect(health()).toMatchObject({ State: 'unused', Reason: 'Target.NotInUse' });
  });

  it('stays steady while its targets are checked because the listener turns to its group', () => {
    const { region, green: group, listener } = running();
    const id = green(region, group);
    region.pass(60);
    modifyListener(
      { ListenerArn: listener, DefaultActions: [{ Type: 'forward', TargetGroupArn: group }] },
      region.context,
    );
    const [first] = describeTargetHealth({ TargetGroupArn: group }, region.context).TargetHealthDescriptions ?? [];

    expect(first?.TargetHealth?.State).toBe('initial');
    region.pass(1);
    expect(stability(region)[id]).toBe('STEADY_STATE');
  });

  it('gives the service its values when it becomes primary, and back again', () => {
    const { region, blue: old, green: group } = running({ green: 'weighted' });
    const blueId = region.service().taskSets?.[0]?.id ?? '';
    const id = green(region, group);
    updateServicePrimaryTaskSet({ ...SERVICE, primaryTaskSet: id }, region.context);

    expect(region.service()).toMatchObject({
      taskDefinition: expect.stringMatching(/web:2$/),
      loadBalancers: [{ targetGroupArn: group }],
      taskSets: [
        { id: blueId, status: 'ACTIVE' },
        { id, status: 'PRIMARY', externalId: 'd-ABCDEFGHI' },
      ],
    });
    updateServicePrimaryTaskSet({ ...SERVICE, primaryTaskSet: blueId }, region.context);
    expect(region.service()).toMatchObject({
      taskDefinition: expect.stringMatching(/web:1$/),
      loadBalancers: [{ targetGroupArn: old }],
    });
  });

  it('drains when it is deleted, and is gone when its last task has stopped', () => {
    const { region, green: group } = running({ green: 'weighted' });
    const id = green(region, group);
    region.pass(110);
    expect(() => deleteTaskSet({ ...SERVICE, taskSet: id }, region.context)).toThrow('scaled above 0');
    const { taskSet } = deleteTaskSet({ ...SERVICE, taskSet: id, force: true }, region.context);

    expect(taskSet).toMatchObject({
      status: 'DRAINING',
      scale: { value: 0, unit: 'PERCENT' },
      computedDesiredCount: 0,
    });
    region.pass(250);
    expect(region.service().taskSets).toMatchObject([
      { status: 'PRIMARY' },
      { id, status: 'DRAINING', runningCount: 0 },
    ]);
    expect(() => updateServicePrimaryTaskSet({ ...SERVICE, primaryTaskSet: id }, region.context)).toThrow('draining');
    region.pass(100);
    expect(region.service().taskSets).toHaveLength(1);
    expect(describeTaskSets({ ...SERVICE, taskSets: [id] }, region.context)).toEqual({
      taskSets: [],
      failures: [{ arn: id, reason: 'MISSING' }],
    });
  });

  it('runs the share of the desired count that its scale says, rounded up', () => {
    const { region, green: group } = running({ green: 'weighted' });
    const id = green(region, group);
    const scaled = (value: number) =>
      updateTaskSet({ ...SERVICE, taskSet: id, scale: { value, unit: 'PERCENT' } }, region.context).taskSet;

    expect(scaled(1)?.computedDesiredCount).toBe(1);
    expect(scaled(50)?.computedDesiredCount).toBe(1);
    expect(scaled(51)?.computedDesiredCount).toBe(2);
    expect(() => scaled(101)).toThrow('between 0.0 and 100.0');
  });

  it('is the same one for the same client token', () => {
    const { region } = running();
    const create = () =>
      createTaskSet({ ...SERVICE, taskDefinition: 'web', clientToken: 'once' }, region.context).taskSet?.id;

    expect(create()).toBe(create());
  });

  it('is refused beyond the fifth', () => {
    const { region } = running();
    const create = () => createTaskSet({ ...SERVICE, taskDefinition: 'web' }, region.context);
    for (let number = 2; number <= 5; number += 1) create();

    expect(create).toThrow(
      '5 deployments exist on the service. Unable to create new TaskSet since this exceeds the maximum limit.',
    );
  });
});

describe('a deleted service', () => {
  it('drains, becomes INACTIVE, and leaves its name free', () => {
    const { region, blue } = running();
    expect(() => deleteService(SERVICE, region.context)).toThrow('scaled above 0');
    expect(deleteService({ ...SERVICE, force: true }, region.context).service?.status).toBe('DRAINING');
    expect(() => region.serve(blue)).toThrow('Unable to Start a service that is still Draining.');
    region.pass(400);

    expect(region.service()).toMatchObject({ status: 'INACTIVE', runningCount: 0, taskSets: [] });
    expect(() => updateService({ ...SERVICE, desiredCount: 1 }, region.context)).toThrow('Service was not ACTIVE.');
    region.serve(blue);
    region.pass(110);
    expect(region.service()).toMatchObject({ status: 'ACTIVE', runningCount: 2 });
    expect(region.service().createdAt?.getTime()).toBeGreaterThan(START);
  });
});

describe('DescribeServices', () => {
  it('answers services by name and by ARN, and says which are missing', () => {
    const { region } = running();
    const arn = region.service().serviceArn ?? '';
    const answer = describeServices({ cluster: 'main', services: [arn, 'gone'] }, region.context);

    expect(answer.services?.map(({ serviceName }) => serviceName)).toEqual(['web']);
    expect(answer.failures).toEqual([
      { arn: 'arn:aws:ecs:eu-west-1:123456789012:service/main/gone', reason: 'MISSING' },
    ]);
  });

  it('takes ten services at most', () => {
    const { region } = running();
    const services = Array.from({ length: 11 }, (_, number) => `s${number}`);

    expect(() => describeServices({ cluster: 'main', services }, region.context)).toThrow('at most 10');
  });

  it.each(['other', 'constructor', '__proto__'])('does not know a cluster %s', (cluster) => {
    const { region } = running();

    expect(() => describeServices({ cluster, services: ['web'] }, region.context)).toThrow('Cluster not found.');
  });
});

describe('a name that JavaScript gives a meaning of its own', () => {
  it('is refused, because no record could hold it', () => {
    const region = new Region();
    region.serve(region.balance().blue);
    const containerDefinitions = [{ name: 'app', image: 'nginx', memory: 128 }];

    expect(() => createCluster({ clusterName: '__proto__' }, region.context)).toThrow('Invalid cluster name');
    expect(() => registerTaskDefinition({ family: '__proto__', containerDefinitions }, region.context)).toThrow(
      'Family contains invalid characters.',
    );
    expect(() => createService({ cluster: 'main', serviceName: '__proto__' }, region.context)).toThrow(
      'Invalid service name',
    );
  });
});

describe('a service under the ECS controller', () => {
  it('shows its tasks as a deployment, and leaves rolling updates to AWS', () => {
    const { region } = running();
    const { service } = createService(
      {
        cluster: 'main',
        serviceName: 'rolling',
        taskDefinition: 'web',
        desiredCount: 1,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      },
      region.context,
    );
    expect(service?.taskSets).toBeUndefined();
    expect(service?.deployments).toMatchObject([{ status: 'PRIMARY', desiredCount: 1, rolloutState: 'IN_PROGRESS' }]);
    region.pass(60);
    const described = describeServices({ cluster: 'main', services: ['rolling'] }, region.context);
    expect(described.services?.[0]?.deployments).toMatchObject([{ runningCount: 1, rolloutState: 'COMPLETED' }]);

    const target = { cluster: 'main', service: 'rolling' };
    expect(() => updateService({ ...target, forceNewDeployment: true }, region.context)).toThrow('does not model');
    expect(() => createTaskSet({ ...target, taskDefinition: 'web' }, region.context)).toThrow('Task sets exist only');
  });
});
