import {
  CreateClusterCommand,
  CreateServiceCommand,
  CreateTaskSetCommand,
  DeleteTaskSetCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, it } from 'vitest';
import { decodeData, encodeData } from '../../../src/engine/state/plain-data.js';
import { serve } from './served.js';

it('serves ECS to the SDK: a service, its second task set, its tasks, and the refusals', async () => {
  await using engine = await serve();
  const elb = new ElasticLoadBalancingV2Client(engine.client);
  const ecs = new ECSClient(engine.client);
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({ Name: 'blue', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' }),
  );
  const targetGroupArn = TargetGroups?.[0]?.TargetGroupArn;
  const { LoadBalancers } = await elb.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets: ['a', 'b'] }));
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  );
  await ecs.send(new CreateClusterCommand({}));
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: 'app', image: 'nginx', portMappings: [{ containerPort: 80 }], dockerLabels: { team: 'web' } },
      ],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 2,
      launchType: 'FARGATE',
      deploymentController: { type: 'CODE_DEPLOY' },
      loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['a', 'b'] } },
    }),
  );
  await engine.clock.advance(110_000);
  const service = { cluster: 'default', service: 'web' };
  const { taskSet } = await ecs.send(
    new CreateTaskSetCommand({ ...service, taskDefinition: 'web:1', externalId: 'd-ABCDEFGHI' }),
  );
  const { services } = await ecs.send(new DescribeServicesCommand({ services: ['web'] }));

  expect(services?.[0]).toMatchObject({
    runningCount: 2,
    taskSets: [
      { status: 'PRIMARY', stabilityStatus: 'STEADY_STATE', scale: { value: 100, unit: 'PERCENT' } },
      { status: 'ACTIVE', stabilityStatus: 'STABILIZING', externalId: 'd-ABCDEFGHI', id: taskSet?.id },
    ],
  });
  expect(services?.[0]?.taskSets?.[0]?.createdAt).toEqual(new Date('2026-01-01T00:00:00Z'));
  await ecs.send(new DeleteTaskSetCommand({ ...service, taskSet: taskSet?.id, force: true }));
  const { taskArns: tasks } = await ecs.send(new ListTasksCommand({ serviceName: 'web' }));
  const described = await ecs.send(new DescribeTasksCommand({ tasks }));
  expect(described.tasks).toMatchObject([{ lastStatus: 'RUNNING' }, { lastStatus: 'RUNNING' }]);
  const read = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
  expect(read.taskDefinition).toEqual(taskDefinition);

  await expect(ecs.send(new UpdateServiceCommand({ service: 'web', taskDefinition: 'web' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message:
      'Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
  });
  await expect(ecs.send(new DescribeServicesCommand({ cluster: 'gone', services: ['web'] }))).rejects.toMatchObject({
    name: 'ClusterNotFoundException',
    message: 'Cluster not found.',
  });
  expect(decodeData(JSON.parse(JSON.stringify(encodeData(engine.world))))).toEqual(engine.world);
});
