import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  GetDeploymentTargetCommand,
  ListDeploymentsCommand,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/engine/engine.js';
import type { HookStandIn } from '../../../src/engine/stand-ins.js';

const NAMED = { applicationName: 'app', deploymentGroupName: 'group' };

async function opened(hooks: Record<string, HookStandIn>) {
  const engine = await startEngine({ speed: 0, seed: 7, hooks });
  const settings = {
    endpoint: engine.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const codedeploy = new CodeDeployClient(settings);
  const ecs = new ECSClient(settings);
  const elbv2 = new ElasticLoadBalancingV2Client(settings);
  const group = async (Name: string) => {
    const made = await elbv2.send(
      new CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' }),
    );
    return made.TargetGroups?.[0]?.TargetGroupArn;
  };
  const blue = await group('web-blue');
  await group('web-green');
  const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets: ['s-1', 's-2'] }));
  const { Listeners } = await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }],
    }),
  );
  await ecs.send(new CreateClusterCommand({ clusterName: 'main' }));
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'nginx', portMappings: [{ containerPort: 80 }] }],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'main',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 1,
      launchType: 'FARGATE',
      deploymentController: { type: 'CODE_DEPLOY' },
      loadBalancers: [{ targetGroupArn: blue, containerName: 'app', containerPort: 80 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['s-1'] } },
    }),
  );
  await codedeploy.send(new CreateApplicationCommand({ applicationName: 'app', computePlatform: 'ECS' }));
  await codedeploy.send(
    new CreateDeploymentGroupCommand({
      ...NAMED,
      serviceRoleArn: 'arn:aws:iam::123456789012:role/ecsCodeDeployRole',
      deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      blueGreenDeploymentConfiguration: {
        terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
      },
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: 'web-blue' }, { name: 'web-green' }],
            prodTrafficRoute: { listenerArns: [Listeners?.[0]?.ListenerArn ?? ''] },
          },
        ],
      },
      ecsServices: [{ clusterName: 'main', serviceName: 'web' }],
    }),
  );
  const appSpec = (Hooks: object[]) =>
    JSON.stringify({
      version: 0.0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: {
              TaskDefinition: taskDefinition?.taskDefinitionArn,
              LoadBalancerInfo: { ContainerName: 'app', ContainerPort: 80 },
            },
          },
        },
      ],
      Hooks,
    });
  return { engine, codedeploy, appSpec };
}

describe('CodeDeploy over the wire', () => {
  it('carries a deployment from its creation to its end', async () => {
    const { engine, codedeploy, appSpec } = await opened({
      smoke: async ({ DeploymentId, LifecycleEventHookExecutionId }) => {
        await codedeploy.send(
          new PutLifecycleEventHookExecutionStatusCommand({
            deploymentId: DeploymentId,
            lifecycleEventHookExecutionId: LifecycleEventHookExecutionId,
            status: 'Succeeded',
          }),
        );
      },
      gate: async () => 'Succeeded',
    });
    await using _ = engine;
    await engine.clock.advance(300_000);
    const content = appSpec([{ BeforeInstall: 'smoke' }, { AfterInstall: 'gate' }]);
    const { deploymentId } = await codedeploy.send(
      new CreateDeploymentCommand({
        ...NAMED,
        revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
        description: 'first',
      }),
    );
    expect(deploymentId).toMatch(/^d-[A-Z0-9]{9}$/);
    const target = new GetDeploymentTargetCommand({ deploymentId, targetId: 'main:web' });
    await expect(codedeploy.send(target)).rejects.toMatchObject({ name: 'DeploymentNotStartedException' });

    await engine.clock.advance(200_000);
    const midway = await codedeploy.send(target);
    expect(midway.deploymentTarget?.ecsTarget).toMatchObject({
      status: 'InProgress',
      targetArn: 'arn:aws:ecs:eu-west-1:123456789012:service/main/web',
      taskSetsInfo: [
        { taskSetLabel: 'Blue', trafficWeight: 90 },
        { identifer: expect.any(String), trafficWeight: 10 },
      ],
    });
    expect(midway.deploymentTarget?.ecsTarget?.lifecycleEvents?.[0]).toEqual({
      lifecycleEventName: 'BeforeInstall',
      status: 'Succeeded',
      startTime: expect.any(Date),
      endTime: expect.any(Date),
    });

    await engine.clock.advance(3_600_000);
    const { deploymentInfo } = await codedeploy.send(new GetDeploymentCommand({ deploymentId }));
    expect(deploymentInfo).toMatchObject({ status: 'Succeeded', description: 'first', completeTime: expect.any(Date) });
    expect(deploymentInfo?.revision?.appSpecContent?.content).toBeUndefined();
    const { deploymentGroupInfo } = await codedeploy.send(new GetDeploymentGroupCommand(NAMED));
    expect(deploymentGroupInfo?.lastSuccessfulDeployment?.deploymentId).toBe(deploymentId);
    const { deployments } = await codedeploy.send(new ListDeploymentsCommand({ includeOnlyStatuses: ['Succeeded'] }));
    expect(deployments).toEqual([deploymentId]);
  });

  it('fails a deployment whose function never reports only after an hour', async () => {
    const { engine, codedeploy, appSpec } = await opened({ smoke: { answer: 'silent' } });
    await using _ = engine;
    await engine.clock.advance(300_000);
    const content = appSpec([{ AfterInstall: 'smoke' }]);
    const revision = { revisionType: 'AppSpecContent' as const, appSpecContent: { content } };
    const { deploymentId } = await codedeploy.send(new CreateDeploymentCommand({ ...NAMED, revision }));
    await engine.clock.advance(3_500_000);
    const status = async () =>
      (await codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo?.status;
    expect(await status()).toBe('InProgress');
    await engine.clock.advance(600_000);
    expect(await status()).toBe('Failed');
  });

  it('refuses requests without a required member in words of its own', async () => {
    await using engine = await startEngine({ speed: 0 });
    const call = async (operation: string, body: object) => {
      const response = await fetch(engine.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `CodeDeploy_20141006.${operation}` },
        body: JSON.stringify(body),
      });
      return response.json();
    };
    expect(await call('CreateDeployment', {})).toMatchObject({
      __type: expect.stringContaining('ApplicationNameRequiredException'),
    });
    expect(await call('ContinueDeployment', {})).toMatchObject({
      __type: expect.stringContaining('DeploymentIdRequiredException'),
    });
  });
});
