import { emptyCloudWatchWorld } from '../../../src/engine/cloudwatch/world.js';
import { emptyCodeDeployWorld } from '../../../src/engine/codedeploy/world.js';
import { createCluster } from '../../../src/engine/ecs/operations/create-cluster.js';
import { createService } from '../../../src/engine/ecs/operations/create-service.js';
import { describeServices } from '../../../src/engine/ecs/operations/describe-services.js';
import { registerTaskDefinition } from '../../../src/engine/ecs/operations/register-task-definition.js';
import { applyEcsChanges } from '../../../src/engine/ecs/task-life.js';
import { emptyEcsWorld } from '../../../src/engine/ecs/world.js';
import { createListener } from '../../../src/engine/elbv2/operations/create-listener.js';
import { createLoadBalancer } from '../../../src/engine/elbv2/operations/create-load-balancer.js';
import { createTargetGroup } from '../../../src/engine/elbv2/operations/create-target-group.js';
import { emptyElbv2World } from '../../../src/engine/elbv2/world.js';
import { emptyEventsWorld } from '../../../src/engine/events/world.js';
import type { CallContext } from '../../../src/engine/operation.js';
import { seededRandom } from '../../../src/engine/random.js';
import type { Rule } from '../../../src/engine/scenario/rule.js';
import { emptySnsWorld } from '../../../src/engine/sns/world.js';
import type { RegionWorld } from '../../../src/engine/world/world.js';

/** When every test begins. */
export const START = Date.UTC(2026, 0, 1);

/** A region whose time moves only when a test says so. */
export class Region {
  readonly world: RegionWorld = {
    region: 'eu-west-1',
    cloudwatch: emptyCloudWatchWorld(),
    codedeploy: emptyCodeDeployWorld(),
    ecs: emptyEcsWorld(),
    elbv2: emptyElbv2World(),
    events: emptyEventsWorld(),
    sns: emptySnsWorld(),
  };
  /** What goes wrong on purpose from now on. */
  rules: readonly Rule[] = [];
  private readonly random;
  private seconds = 0;

  constructor(seed = 1) {
    this.random = seededRandom({ seed });
  }

  /** What an operation called now would see. */
  get context(): CallContext {
    return {
      world: this.world,
      now: new Date(START + this.seconds * 1000),
      random: this.random,
      standIn: () => undefined,
      rules: this.rules,
      containers: 'assumed',
    };
  }

  /** Lets seconds pass, and everything happen that falls due. */
  pass(seconds: number): void {
    this.seconds += seconds;
    applyEcsChanges(this.context);
  }

  /** The target groups `blue` and `green` on a load balancer whose listener forwards to blue. */
  balance(options: { type?: 'ip' | 'instance'; green?: 'weighted' | 'unused'; interval?: number } = {}) {
    const { context } = this;
    const [blue, green] = ['web-blue', 'web-green'].map((Name) => {
      const { TargetGroups } = createTargetGroup(
        {
          Name,
          Protocol: 'HTTP',
          Port: 80,
          VpcId: 'vpc-1',
          TargetType: options.type ?? 'ip',
          HealthCheckIntervalSeconds: options.interval,
        },
        context,
      );
      return TargetGroups?.[0]?.TargetGroupArn ?? '';
    });
    const { LoadBalancers } = createLoadBalancer({ Name: 'web', Subnets: ['subnet-1', 'subnet-2'] }, context);
    const groups = [
      { TargetGroupArn: blue, Weight: 100 },
      ...(options.green === 'weighted' ? [{ TargetGroupArn: green, Weight: 0 }] : []),
    ];
    const { Listeners } = createListener(
      {
        LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: groups } }],
      },
      context,
    );
    return {
      blue: blue ?? '',
      green: green ?? '',
      balancer: LoadBalancers?.[0]?.LoadBalancerArn ?? '',
      listener: Listeners?.[0]?.ListenerArn ?? '',
    };
  }

  /** Registers a revision of the family `web` for Fargate. */
  register(): string {
    const { taskDefinition } = registerTaskDefinition(
      {
        family: 'web',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: [
          { name: 'app', image: 'public.ecr.aws/nginx/nginx:1', portMappings: [{ containerPort: 80 }] },
        ],
      },
      this.context,
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  }

  /** The service `web` in the cluster `main` under CodeDeploy. */
  serve(targetGroupArn: string, desiredCount = 2) {
    createCluster({ clusterName: 'main' }, this.context);
    const { service } = createService(
      {
        cluster: 'main',
        serviceName: 'web',
        taskDefinition: this.register(),
        desiredCount,
        launchType: 'FARGATE',
        deploymentController: { type: 'CODE_DEPLOY' },
        loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'] } },
      },
      this.context,
    );
    return service;
  }

  /** The service `web`, as it is described now. */
  service() {
    const { services } = describeServices({ cluster: 'main', services: ['web'] }, this.context);
    const [service] = services ?? [];
    if (!service) throw new Error('The service web does not exist');
    return service;
  }

  /** What the log of the service `web` says, oldest first, without the ids. */
  log(): string[] {
    return (this.service().events ?? [])
      .map(({ createdAt, message = '' }) => {
        const second = Math.round(((createdAt?.getTime() ?? 0) - START) / 1000);
        return `${String(second).padStart(3)} ${anonymous(message)}`;
      })
      .reverse();
  }
}

function anonymous(message: string): string {
  return message
    .replaceAll(/\d{19}/g, 'N')
    .replaceAll(/task [0-9a-f]{32}/g, 'task …')
    .replaceAll(/arn:\S*targetgroup\/([a-z-]+)\/[0-9a-f]+/g, '$1');
}
