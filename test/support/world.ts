import {
  type AutoRollbackEvent,
  type BlueGreenDeploymentConfiguration,
  CreateApplicationCommand,
  CreateDeploymentConfigCommand,
  CreateDeploymentGroupCommand,
  type TrafficRoutingConfig,
} from '@aws-sdk/client-codedeploy';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AppSpecHook } from '../../src/appspec/appspec.js';
import { createAwsClients, type OwnedAwsClients } from '../../src/aws/clients.js';
import type { RequestReport } from '../../src/aws/request-report.js';
import { type Engine, type HookStandIn, startEngine, type TrafficOptions } from '../../src/engine/index.js';
import type { ReleaseDocuments } from '../../src/preflight/observation.js';
import type { ReleaseTarget } from '../../src/preflight/release-target.js';

/** What a test world is like. */
export interface WorldOptions {
  /** @defaultValue `CodeDeployDefault.ECSAllAtOnce` */
  readonly deploymentConfig?: string;
  /** A configuration of its own, instead of a predefined one. */
  readonly routing?: TrafficRoutingConfig;
  /** @defaultValue true */
  readonly testListener?: boolean;
  /** Minutes in READY; absent: the deployment does not wait. */
  readonly readyMinutes?: number;
  /** @defaultValue 0 */
  readonly terminationMinutes?: number;
  /** @defaultValue on failure and on a stop */
  readonly autoRollback?: readonly AutoRollbackEvent[];
  /** CloudWatch alarms that the deployment group names. @defaultValue none */
  readonly alarms?: readonly string[];
  /** Where the engine keeps its world, for commands that attach to it. @defaultValue nowhere */
  readonly stateDirectory?: string;
  /** @defaultValue 0: virtual time */
  readonly speed?: number;
  /** @defaultValue none: the engine keeps the books only */
  readonly traffic?: TrafficOptions;
  readonly hooks?: Readonly<Record<string, HookStandIn>>;
}

/** A cluster with one service under CodeDeploy, made with plain SDK calls, in virtual time. */
export interface TestWorld extends AsyncDisposable {
  readonly engine: Engine;
  readonly clients: OwnedAwsClients;
  /** Every request of `clients` so far. */
  readonly requests: readonly RequestReport[];
  readonly target: ReleaseTarget;
  readonly listeners: { readonly production: string; readonly test: string | null };
  readonly targetGroups: readonly string[];
  /** The documents of a version: an image tag, and the functions that its appspec names. */
  documents(version: string, hooks?: readonly AppSpecHook[]): ReleaseDocuments;
}

const TARGET: ReleaseTarget = {
  application: 'AppECS-main-web',
  deploymentGroup: 'DgpECS-main-web',
  cluster: 'main',
  service: 'web',
};
const SUBNETS = ['subnet-1', 'subnet-2'];

function taskDefinition(version: string): RegisterTaskDefinitionCommandInput {
  return {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
    containerDefinitions: [
      { name: 'web', image: `registry.example/web:${version}`, essential: true, portMappings: [{ containerPort: 80 }] },
    ],
  };
}

/** Creates a world in which version `1` serves. */
export async function createWorld(options: WorldOptions = {}): Promise<TestWorld> {
  const { testListener = true, terminationMinutes = 0, hooks = {} } = options;
  const engine = await startEngine({
    speed: options.speed ?? 0,
    traffic: options.traffic,
    seed: 7,
    startAt: new Date('2026-01-05T09:00:00Z'),
    hooks,
    ...(options.stateDirectory ? { stateDirectory: options.stateDirectory } : {}),
  });
  const requests: RequestReport[] = [];
  const clients = createAwsClients({
    region: 'eu-west-1',
    endpointUrl: engine.endpoint,
    onRequest: (report) => requests.push(report),
  });
  const { codedeploy, ecs, elbv2 } = clients;

  await ecs.send(new CreateClusterCommand({ clusterName: TARGET.cluster }));
  const balancer = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets: SUBNETS }));
  const LoadBalancerArn = balancer.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const groups: string[] = [];
  for (const Name of ['web-1', 'web-2']) {
    const made = await elbv2.send(
      new CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' }),
    );
    groups.push(made.TargetGroups?.[0]?.TargetGroupArn ?? '');
  }
  const listen = async (Port: number) => {
    const made = await elbv2.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Port,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: groups[0] }],
      }),
    );
    return made.Listeners?.[0]?.ListenerArn ?? '';
  };
  const production = await listen(80);
  const test = testListener ? await listen(8080) : null;

  const registered = await ecs.send(new RegisterTaskDefinitionCommand(taskDefinition('1')));
  await ecs.send(
    new CreateServiceCommand({
      cluster: TARGET.cluster,
      serviceName: TARGET.service,
      taskDefinition: registered.taskDefinition?.taskDefinitionArn,
      desiredCount: 2,
      launchType: 'FARGATE',
      deploymentController: { type: 'CODE_DEPLOY' },
      loadBalancers: [{ targetGroupArn: groups[0], containerName: 'web', containerPort: 80 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: SUBNETS, securityGroups: ['sg-1'] } },
    }),
  );

  await codedeploy.send(new CreateApplicationCommand({ applicationName: TARGET.application, computePlatform: 'ECS' }));
  if (options.routing) {
    await codedeploy.send(
      new CreateDeploymentConfigCommand({
        deploymentConfigName: 'Custom',
        computePlatform: 'ECS',
        trafficRoutingConfig: options.routing,
      }),
    );
  }
  await codedeploy.send(
    new CreateDeploymentGroupCommand({
      applicationName: TARGET.application,
      deploymentGroupName: TARGET.deploymentGroup,
      serviceRoleArn: 'arn:aws:iam::123456789012:role/ecsCodeDeployRole',
      deploymentConfigName: options.routing ? 'Custom' : (options.deploymentConfig ?? 'CodeDeployDefault.ECSAllAtOnce'),
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      blueGreenDeploymentConfiguration: waits(options.readyMinutes, terminationMinutes),
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: 'web-1' }, { name: 'web-2' }],
            prodTrafficRoute: { listenerArns: [production] },
            ...(test ? { testTrafficRoute: { listenerArns: [test] } } : {}),
          },
        ],
      },
      ecsServices: [{ clusterName: TARGET.cluster, serviceName: TARGET.service }],
      autoRollbackConfiguration: rollbackOn(options.autoRollback),
      ...(options.alarms
        ? { alarmConfiguration: { enabled: true, alarms: options.alarms.map((name) => ({ name })) } }
        : {}),
    }),
  );
  if (engine.clock.speed === 0) await engine.clock.advance(10 * 60_000);
  else await engine.clock.sleep(3 * 60_000);
  requests.length = 0;

  return {
    engine,
    clients,
    requests,
    target: TARGET,
    listeners: { production, test },
    targetGroups: groups,
    documents: (version, appSpecHooks = []) => ({
      taskDefinition: taskDefinition(version),
      appSpec: { taskDefinition: '<TASK_DEFINITION>', containerName: 'web', containerPort: 80, hooks: appSpecHooks },
    }),
    async [Symbol.asyncDispose]() {
      clients.destroy();
      await engine.close();
    },
  };
}

function waits(readyMinutes: number | undefined, terminationMinutes: number): BlueGreenDeploymentConfiguration {
  return {
    deploymentReadyOption:
      readyMinutes === undefined
        ? { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 }
        : { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: readyMinutes },
    terminateBlueInstancesOnDeploymentSuccess: {
      action: 'TERMINATE',
      terminationWaitTimeInMinutes: terminationMinutes,
    },
  };
}

function rollbackOn(events: WorldOptions['autoRollback'] = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST']) {
  return events.length === 0 ? { enabled: false } : { enabled: true, events: [...events] };
}
