import {
  type ContainerDefinition,
  CreateClusterCommand,
  CreateServiceCommand,
  type ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  type ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** The port that the tests' containers listen on inside, and their load balancer's listener. */
export const PORT = 8080;

/** The container that the load balancer names. */
export function web(more: ContainerDefinition = {}): ContainerDefinition {
  return { name: 'web', image: 'registry.example/web:1.4', portMappings: [{ containerPort: PORT }], ...more };
}

/** Registers a revision of the family `web`; returns its ARN. */
export async function register(ecs: ECSClient, containers: readonly ContainerDefinition[]): Promise<string> {
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [...containers],
    }),
  );
  return taskDefinition?.taskDefinitionArn ?? '';
}

/**
 * Makes the service `web` of the cluster `main` behind a load balancer with the target groups `web-1` and `web-2`.
 *
 * @returns the ARN of the listener
 */
export async function makeService(
  { ecs, elbv2 }: { readonly ecs: ECSClient; readonly elbv2: ElasticLoadBalancingV2Client },
  containers: readonly ContainerDefinition[],
  desiredCount: number,
): Promise<string> {
  await ecs.send(new CreateClusterCommand({ clusterName: 'main' }));
  const Subnets = ['subnet-1', 'subnet-2'];
  const balancer = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets }));
  const groups: string[] = [];
  for (const Name of ['web-1', 'web-2']) {
    const made = await elbv2.send(
      new CreateTargetGroupCommand({
        Name,
        Protocol: 'HTTP',
        Port: PORT,
        VpcId: 'vpc-1',
        TargetType: 'ip',
        UnhealthyThresholdCount: 10,
      }),
    );
    const TargetGroupArn = made.TargetGroups?.[0]?.TargetGroupArn ?? '';
    groups.push(TargetGroupArn);
    await elbv2.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }],
      }),
    );
  }
  const { Listeners } = await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer.LoadBalancers?.[0]?.LoadBalancerArn,
      Port: PORT,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: groups[0] }],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'main',
      serviceName: 'web',
      taskDefinition: await register(ecs, containers),
      desiredCount,
      launchType: 'FARGATE',
      deploymentController: { type: 'CODE_DEPLOY' },
      loadBalancers: [{ targetGroupArn: groups[0], containerName: 'web', containerPort: PORT }],
      networkConfiguration: { awsvpcConfiguration: { subnets: Subnets } },
    }),
  );
  return Listeners?.[0]?.ListenerArn ?? '';
}
