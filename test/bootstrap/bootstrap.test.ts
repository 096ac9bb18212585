import {
  CreateDeploymentCommand,
  DeleteDeploymentGroupCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import { CreateServiceCommand, DescribeServicesCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeTargetGroupsCommand,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { bootstrap } from '../../src/bootstrap/bootstrap.js';
import type { BootstrapWish } from '../../src/bootstrap/wish.js';
import { WISH } from './wishes.js';
import { emptyWorld, resultOf, told } from './world.js';

describe('bootstrap in an empty account', () => {
  it('makes everything, tells of each, and ends with the result', async () => {
    const world = await emptyWorld();
    const events = await world.run();
    expect(told(events)).toEqual([
      'resource.created cluster main',
      'resource.created load-balancer main-web',
      'resource.created blue-target-group main-web-blue',
      'resource.created green-target-group main-web-green',
      'resource.created production-listener main-web:80',
      'resource.created test-listener main-web:8080',
      'resource.created task-definition web',
      'resource.created service web',
      'resource.created application AppECS-main-web',
      'resource.created deployment-group DgpECS-main-web',
      'resource.created topic deployments',
      'resource.created subscription ops@example.com',
      'resource.created subscription dev@example.com',
      'result',
    ]);
    expect(resultOf(events)).toMatchObject({ dryRun: false, exitCode: 0, cluster: 'main', service: 'web' });
    expect(resultOf(events).loadBalancerDnsName).toMatch(/^main-web-.*\.elb\.amazonaws\.com$/);
    expect(world.changes()).toEqual([
      'CreateCluster',
      'CreateLoadBalancer',
      'CreateTargetGroup',
      'CreateTargetGroup',
      'CreateListener',
      'CreateListener',
      'RegisterTaskDefinition',
      'CreateService',
      'CreateApplication',
      'CreateDeploymentGroup',
      'CreateTopic',
      'Subscribe',
      'Subscribe',
    ]);
  });

  it('leaves a service that CodeDeploy can take over: blue has all traffic, green is attached and has none', async () => {
    const { clients, run } = await emptyWorld();
    const events = await run();
    const balancer = resultOf(events).steps.find(({ resource }) => resource === 'load-balancer')?.arn ?? '';
    const { Listeners = [] } = await clients.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn: balancer }));
    const { TargetGroups = [] } = await clients.elbv2.send(new DescribeTargetGroupsCommand({}));
    const nameOf = (arn = '') => TargetGroups.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.TargetGroupName;
    expect(
      Listeners.map(({ Port, DefaultActions: [action] = [] }) => [
        Port,
        action?.ForwardConfig?.TargetGroups?.map(({ TargetGroupArn, Weight }) => [nameOf(TargetGroupArn), Weight]),
      ]),
    ).toEqual([
      [
        80,
        [
          ['main-web-blue', 100],
          ['main-web-green', 0],
        ],
      ],
      [8080, [['main-web-blue', 1]]],
    ]);
    for (const group of TargetGroups) {
      expect(group).toMatchObject({
        LoadBalancerArns: [balancer],
        TargetType: 'ip',
        Port: 8080,
        VpcId: WISH.vpc,
        HealthCheckPath: '/health',
      });
    }
    const { services = [] } = await clients.ecs.send(
      new DescribeServicesCommand({ cluster: 'main', services: ['web'] }),
    );
    expect(services[0]).toMatchObject({ deploymentController: { type: 'CODE_DEPLOY' }, desiredCount: 2 });
    expect(services[0]?.taskSets).toMatchObject([
      {
        status: 'PRIMARY',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: WISH.network },
        loadBalancers: [{ containerName: 'web', containerPort: 8080 }],
      },
    ]);
  });

  it("makes a deployment group with the configuration's waits, rollback on everything and the default role", async () => {
    const { clients, run } = await emptyWorld();
    await run({ wish: { ...WISH, readyWaitMinutes: 60 } });
    const { deploymentGroupInfo } = await clients.codedeploy.send(
      new GetDeploymentGroupCommand({ applicationName: WISH.application, deploymentGroupName: WISH.deploymentGroup }),
    );
    expect(deploymentGroupInfo).toMatchObject({
      serviceRoleArn: 'arn:aws:iam::123456789012:role/ecsCodeDeployRole',
      deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 },
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
      },
      autoRollbackConfiguration: {
        enabled: true,
        events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
      ecsServices: [{ clusterName: 'main', serviceName: 'web' }],
    });
  });

  it('waits for the first tasks where it is told to', async () => {
    const { run } = await emptyWorld();
    const events = await run({ waitForService: 600_000 });
    expect(events.at(-2)).toMatchObject({ type: 'service.steady', service: 'web', running: 2, desired: 2 });
    expect(resultOf(events).exitCode).toBe(0);
  });

  it('does not wait for ever', async () => {
    const { engine, run } = await emptyWorld();
    const start = engine.clock.now();
    const events = await run({ waitForService: 1_000 });
    expect(events.at(-2)).toMatchObject({ type: 'service.unsteady', desired: 2 });
    expect(engine.clock.now() - start).toBe(1_000);
  });
});

describe('bootstrap where something exists', () => {
  it('changes nothing the second time', async () => {
    const world = await emptyWorld();
    await world.run();
    expect(world.changes()).toHaveLength(13);
    const events = await world.run();
    expect(world.changes()).toEqual([]);
    expect(resultOf(events).steps.map(({ action }) => action)).toEqual(Array(13).fill('keep'));
  });

  it('goes on where a run was cut short, wherever that was', async () => {
    for (let steps = 1; steps < 13; steps++) {
      const world = await emptyWorld();
      const interruption = new AbortController();
      const run = async () => {
        let done = 0;
        const events = bootstrap({
          clients: world.clients,
          wish: WISH,
          clock: world.engine.clock,
          signal: interruption.signal,
        });
        for await (const _event of events) if (++done === steps) interruption.abort(new Error('Ctrl-C'));
      };
      await expect(run()).rejects.toThrow('Ctrl-C');
      const before = world.changes();
      expect(before).toHaveLength(steps);
      await world.run();
      expect([...before, ...world.changes()]).toHaveLength(13);
      await world.run();
      expect(world.changes()).toEqual([]);
    }
  });

  it('mends the waits of the deployment group, and nothing else', async () => {
    const world = await emptyWorld();
    await world.run();
    world.changes();
    const wish: BootstrapWish = { ...WISH, terminationWaitMinutes: 60 };
    const events = await world.run({ wish });
    expect(events.filter(({ type }) => type === 'resource.updated')).toMatchObject([
      { resource: 'deployment-group', detail: 'termination wait 5m becomes 60m' },
    ]);
    expect(world.changes()).toEqual(['UpdateDeploymentGroup']);
    await world.run({ wish });
    expect(world.changes()).toEqual([]);
  });

  it('changes nothing after a deployment, which has swapped the target groups', async () => {
    const world = await emptyWorld();
    await world.run();
    const { clients, engine } = world;
    await engine.clock.advance(600_000);
    const { taskDefinition } = await clients.ecs.send(new RegisterTaskDefinitionCommand(WISH.taskDefinition));
    const target = {
      Type: 'AWS::ECS::Service',
      Properties: {
        TaskDefinition: taskDefinition?.taskDefinitionArn,
        LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 },
      },
    };
    const content = JSON.stringify({ version: 0.0, Resources: [{ TargetService: target }] });
    const { deploymentId } = await clients.codedeploy.send(
      new CreateDeploymentCommand({
        applicationName: WISH.application,
        deploymentGroupName: WISH.deploymentGroup,
        revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
      }),
    );
    await engine.clock.advance(3_600_000);
    const { deploymentInfo } = await clients.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
    expect(deploymentInfo?.status).toBe('Succeeded');
    world.changes();
    const { steps } = resultOf(await world.run());
    expect(world.changes()).toEqual([]);
    expect(steps.find(({ resource }) => resource === 'task-definition')?.arn).toBe(taskDefinition?.taskDefinitionArn);
  });

  it('attaches the idle target group where somebody took it off the listener', async () => {
    const world = await emptyWorld();
    const { clients } = world;
    const { steps } = resultOf(await world.run());
    const arnOf = (wanted: string) => steps.find(({ resource }) => resource === wanted)?.arn ?? '';
    await clients.codedeploy.send(
      new DeleteDeploymentGroupCommand({
        applicationName: WISH.application,
        deploymentGroupName: WISH.deploymentGroup,
      }),
    );
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: arnOf('blue-target-group') }];
    const ListenerArn = arnOf('production-listener');
    await clients.elbv2.send(new ModifyListenerCommand({ ListenerArn, DefaultActions }));
    world.changes();
    await world.run();
    expect(world.changes()).toEqual(['ModifyListener', 'CreateDeploymentGroup']);
    const { Listeners = [] } = await clients.elbv2.send(new DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
    expect(Listeners[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups).toEqual([
      { TargetGroupArn: arnOf('blue-target-group'), Weight: 100 },
      { TargetGroupArn: arnOf('green-target-group'), Weight: 0 },
    ]);
  });

  it('asks only addresses that were not asked before, pending ones included', async () => {
    const world = await emptyWorld();
    const events = await world.run();
    world.changes();
    const emails = [...(WISH.notifications?.emails ?? []), 'new@example.com'];
    await world.run({ wish: { ...WISH, notifications: { topic: 'deployments', emails } } });
    expect(world.changes()).toEqual(['Subscribe']);
    const TopicArn = resultOf(events).steps.find(({ resource }) => resource === 'topic')?.arn ?? '';
    const { Subscriptions = [] } = await world.clients.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions.map(({ Endpoint }) => Endpoint).toSorted()).toEqual(emails.toSorted());
  });

  it('takes a topic by its ARN', async () => {
    const world = await emptyWorld();
    const arn = resultOf(await world.run()).steps.find(({ resource }) => resource === 'topic')?.arn ?? '';
    world.changes();
    await world.run({ wish: { ...WISH, notifications: { topic: arn, emails: ['new@example.com'] } } });
    expect(world.changes()).toEqual(['Subscribe']);
  });

  it('takes over target groups and listeners of other names that an existing deployment group names', async () => {
    const world = await emptyWorld();
    await world.run();
    world.changes();
    const names = { loadBalancer: 'other', blue: 'other-blue', green: 'other-green' };
    await world.run({ wish: { ...WISH, names, listenerPort: 443, testListenerPort: 8443 } });
    expect(world.changes()).toEqual([]);
  });

  it('refuses what cannot serve with all reasons at once, and changes nothing', async () => {
    const world = await emptyWorld();
    await world.run({
      wish: { ...WISH, service: 'api', names: { loadBalancer: 'a', blue: 'a-blue', green: 'a-green' } },
    });
    world.changes();
    // The names of the group and the target groups of another service.
    const wish = { ...WISH, names: { loadBalancer: 'b', blue: 'a-blue', green: 'a-green' } };
    await expect(world.run({ wish })).rejects.toMatchObject({
      code: 'preflight-failed',
      message: 'deployment group DgpECS-main-web is for service main/api, not for main/web',
    });
    expect(world.changes()).toEqual([]);
  });

  it('refuses a service that ECS itself deploys', async () => {
    const world = await emptyWorld();
    await world.run({ wish: { ...WISH, service: 'other' } });
    await world.clients.ecs.send(
      new CreateServiceCommand({
        cluster: 'main',
        serviceName: 'web',
        taskDefinition: 'web',
        desiredCount: 1,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: WISH.network },
      }),
    );
    world.changes();
    const wish = { ...WISH, application: 'a', deploymentGroup: 'g' };
    const error = await world.run({ wish }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'preflight-failed',
      message: 'service web is deployed by the controller ECS, and CodeDeploy needs CODE_DEPLOY',
      remedy: expect.stringContaining('delete the service'),
    });
    expect(world.changes()).toEqual([]);
  });
});

describe('a dry run', () => {
  it('tells the plan and changes nothing', async () => {
    const world = await emptyWorld();
    const [result, ...more] = await world.run({ dryRun: true });
    expect(more).toEqual([]);
    expect(result).toMatchObject({ type: 'result', dryRun: true, exitCode: 0, loadBalancerDnsName: null });
    expect(resultOf([...(result ? [result] : [])]).steps.map(({ action }) => action)).toEqual(Array(13).fill('create'));
    expect(world.changes()).toEqual([]);
  });

  it('tells mismatches among the rest, and by its exit code', async () => {
    const world = await emptyWorld();
    await world.run();
    const wish = { ...WISH, deploymentConfig: 'ECSAllAtOnce' };
    const result = resultOf(await world.run({ wish, dryRun: true }));
    expect(result.exitCode).toBe(5);
    expect(result.steps.filter(({ action }) => action === 'mismatch')).toMatchObject([
      { resource: 'deployment-group', remedy: expect.stringContaining('list-deployment-configs') },
    ]);
  });
});

describe('bootstrap that is refused by AWS', () => {
  it('says what was asked, and which step it was', async () => {
    const world = await emptyWorld();
    const wish: BootstrapWish = { ...WISH, containerPort: 9999 };
    await expect(world.run({ wish })).rejects.toMatchObject({
      name: 'BgDeployError',
      code: 'aws-refused',
      message: expect.stringContaining('Amazon ECS CreateService (web) was refused: InvalidParameterException'),
    });
  });
});
