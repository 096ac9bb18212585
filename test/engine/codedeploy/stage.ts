import type { AlarmConfiguration, CreateDeploymentCommandInput } from '@aws-sdk/client-codedeploy';
import { advance, nextChange, type Process } from '../../../src/engine/advance.js';
import { emptyCloudWatchWorld } from '../../../src/engine/cloudwatch/world.js';
import { createApplication } from '../../../src/engine/codedeploy/operations/create-application.js';
import { createDeployment } from '../../../src/engine/codedeploy/operations/create-deployment.js';
import { createDeploymentGroup } from '../../../src/engine/codedeploy/operations/create-deployment-group.js';
import { getDeployment } from '../../../src/engine/codedeploy/operations/get-deployment.js';
import { getDeploymentTarget } from '../../../src/engine/codedeploy/operations/get-deployment-target.js';
import { applyDeploymentChanges, nextDeploymentChange } from '../../../src/engine/codedeploy/progress.js';
import { emptyCodeDeployWorld } from '../../../src/engine/codedeploy/world.js';
import { createCluster } from '../../../src/engine/ecs/operations/create-cluster.js';
import { createService } from '../../../src/engine/ecs/operations/create-service.js';
import { describeServices } from '../../../src/engine/ecs/operations/describe-services.js';
import { registerTaskDefinition } from '../../../src/engine/ecs/operations/register-task-definition.js';
import { applyEcsChanges, nextEcsChange } from '../../../src/engine/ecs/task-life.js';
import { emptyEcsWorld } from '../../../src/engine/ecs/world.js';
import { createListener } from '../../../src/engine/elbv2/operations/create-listener.js';
import { createLoadBalancer } from '../../../src/engine/elbv2/operations/create-load-balancer.js';
import { createTargetGroup } from '../../../src/engine/elbv2/operations/create-target-group.js';
import { emptyElbv2World } from '../../../src/engine/elbv2/world.js';
import { emptyEventsWorld } from '../../../src/engine/events/world.js';
import type { CallContext, FunctionStandIn, Random } from '../../../src/engine/operation.js';
import type { Rule } from '../../../src/engine/scenario/rule.js';
import { emptySnsWorld } from '../../../src/engine/sns/world.js';
import type { RegionWorld, World } from '../../../src/engine/world/world.js';

/** When every stage opens. */
const START = Date.UTC(2026, 0, 1);

const PROCESSES: readonly Process[] = [
  { nextChange: nextEcsChange, applyChanges: applyEcsChanges },
  { nextChange: nextDeploymentChange, applyChanges: applyDeploymentChanges },
];

/** No chance: everything takes the middle of its range, so that a transcript can tell the very second. */
function middling(): Random {
  let made = 0;
  const number = (length: number) => String(++made).padStart(length, '0');
  return {
    next: () => 0.5,
    text: (length, alphabet) => number(length).replaceAll(/^0+/g, (zeros) => (alphabet[0] ?? '0').repeat(zeros.length)),
    uuid: () => `00000000-0000-4000-8000-${number(12)}`,
  };
}

/** What a stage is set with. */
export interface Setting {
  readonly testListener?: boolean;
  readonly config?: string;
  /** Minutes. */
  readonly readyWait?: number;
  /** Minutes. */
  readonly terminationWait?: number;
  readonly rollbackOn?: readonly ('DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM' | 'DEPLOYMENT_STOP_ON_REQUEST')[];
  readonly alarms?: AlarmConfiguration;
  /** What the service is created with, in the place of `launchType: 'FARGATE'`. */
  readonly placement?: Pick<
    Parameters<typeof createService>[0],
    'launchType' | 'platformVersion' | 'capacityProviderStrategy'
  >;
  /** What goes wrong on purpose. */
  readonly rules?: readonly Rule[];
  /** The Lambda functions that exist. */
  readonly functions?: Readonly<Record<string, FunctionStandIn>>;
  readonly random?: Random;
}

/** A cluster, a balanced service under CodeDeploy that is steady, its application and its group; time is virtual. */
export class Stage {
  readonly region: RegionWorld = {
    region: 'eu-west-1',
    cloudwatch: emptyCloudWatchWorld(),
    codedeploy: emptyCodeDeployWorld(),
    ecs: emptyEcsWorld(),
    elbv2: emptyElbv2World(),
    events: emptyEventsWorld(),
    sns: emptySnsWorld(),
  };
  readonly arns: { blue: string; green: string; balancer: string; production: string; test: string };
  /** What was seen since the last deployment was created, with the seconds since then. */
  readonly transcript: string[] = [];
  private readonly world: World = { seed: 1, regions: { 'eu-west-1': this.region } };
  private readonly random: Random;
  private time = START;
  private origin = START;
  private watched: string | undefined;
  private seen: readonly string[] = [];

  constructor(readonly setting: Setting = {}) {
    this.random = setting.random ?? middling();
    const { context } = this;
    const [blue = '', green = ''] = ['web-blue', 'web-green'].map(
      (Name) =>
        createTargetGroup({ Name, Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' }, context)
          .TargetGroups?.[0]?.TargetGroupArn ?? '',
    );
    const balancer =
      createLoadBalancer({ Name: 'web', Subnets: ['subnet-1', 'subnet-2'] }, context).LoadBalancers?.[0]
        ?.LoadBalancerArn ?? '';
    const listen = (Port: number) =>
      createListener(
        {
          LoadBalancerArn: balancer,
          Port,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }],
        },
        context,
      ).Listeners?.[0]?.ListenerArn ?? '';
    this.arns = { blue, green, balancer, production: listen(80), test: listen(8080) };
    createCluster({ clusterName: 'main' }, context);
    createService(
      {
        cluster: 'main',
        serviceName: 'web',
        taskDefinition: this.register(),
        desiredCount: 2,
        ...(setting.placement ?? { launchType: 'FARGATE' }),
        deploymentController: { type: 'CODE_DEPLOY' },
        loadBalancers: [{ targetGroupArn: blue, containerName: 'app', containerPort: 80 }],
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'] } },
      },
      context,
    );
    this.pass(300);
    createApplication({ applicationName: 'AppECS-main-web', computePlatform: 'ECS' }, this.context);
    createDeploymentGroup(this.groupInput(), this.context);
  }

  /** What an operation called now would see. */
  get context(): CallContext {
    return this.contextAt(this.time);
  }

  /** Seconds since the last deployment was created. */
  get elapsed(): number {
    return (this.time - this.origin) / 1000;
  }

  private contextAt(instant: number): CallContext {
    return {
      world: this.region,
      now: new Date(instant),
      random: this.random,
      standIn: (name) => this.setting.functions?.[name],
      rules: this.setting.rules ?? [],
      containers: 'assumed',
    };
  }

  /** The request for the group `DgpECS-main-web`. */
  groupInput() {
    const { setting, arns } = this;
    return {
      applicationName: 'AppECS-main-web',
      deploymentGroupName: 'DgpECS-main-web',
      serviceRoleArn: 'arn:aws:iam::123456789012:role/ecsCodeDeployRole',
      ...(setting.config ? { deploymentConfigName: setting.config } : {}),
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      blueGreenDeploymentConfiguration: {
        deploymentReadyOption: setting.readyWait
          ? { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: setting.readyWait }
          : { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
        terminateBlueInstancesOnDeploymentSuccess: {
          action: 'TERMINATE',
          terminationWaitTimeInMinutes: setting.terminationWait ?? 0,
        },
      },
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: 'web-blue' }, { name: 'web-green' }],
            prodTrafficRoute: { listenerArns: [arns.production] },
            ...(setting.testListener ? { testTrafficRoute: { listenerArns: [arns.test] } } : {}),
          },
        ],
      },
      ecsServices: [{ clusterName: 'main', serviceName: 'web' }],
      ...(setting.alarms ? { alarmConfiguration: setting.alarms } : {}),
      ...(setting.rollbackOn ? { autoRollbackConfiguration: { enabled: true, events: [...setting.rollbackOn] } } : {}),
    } satisfies Parameters<typeof createDeploymentGroup>[0];
  }

  /** Registers a revision of the family `web`. */
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

  /** Calls an operation now; what it brings about happens at once, as in the kernel. */
  call<Input, Output>(run: (input: Input, context: CallContext) => Output, input: Input): Output {
    const output = run(input, this.context);
    for (const process of PROCESSES) process.applyChanges(this.context);
    advance(this.world, PROCESSES, (_, instant) => this.contextAt(instant), this.time, this.time);
    this.look();
    return output;
  }

  /** Creates a deployment of a new task definition and follows it. */
  deploy(
    options: {
      hooks?: Readonly<Record<string, string>>;
      config?: string;
      appSpec?: string;
      request?: Pick<CreateDeploymentCommandInput, 'overrideAlarmConfiguration' | 'autoRollbackConfiguration'>;
    } = {},
  ): string {
    const content = options.appSpec ?? this.appSpec(this.register(), options.hooks);
    this.origin = this.time;
    this.transcript.length = 0;
    this.seen = [];
    this.watched = undefined;
    const { deploymentId = '' } = this.call(createDeployment, {
      applicationName: 'AppECS-main-web',
      deploymentGroupName: 'DgpECS-main-web',
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
      ...(options.config ? { deploymentConfigName: options.config } : {}),
      ...options.request,
    });
    this.watched = deploymentId;
    this.look();
    return deploymentId;
  }

  /** The AppSpec of a task definition. */
  appSpec(TaskDefinition: string, hooks: Readonly<Record<string, string>> = {}): string {
    return JSON.stringify({
      version: 0.0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: { TaskDefinition, LoadBalancerInfo: { ContainerName: 'app', ContainerPort: 80 } },
          },
        },
      ],
      Hooks: Object.entries(hooks).map(([event, name]) => ({ [event]: name })),
    });
  }

  /** Lets seconds pass, instant by instant. */
  pass(seconds: number): void {
    const until = this.time + seconds * 1000;
    for (let due = this.next(); due !== undefined && due <= until; due = this.next()) this.goTo(due);
    this.time = until;
  }

  /** Lets time pass until something is so; at most a week. */
  until(reached: () => boolean): void {
    const end = this.time + 7 * 24 * 3600 * 1000;
    while (!reached()) {
      const due = this.next();
      if (due === undefined || due > end) throw new Error(`It never comes to that:\n${this.transcript.join('\n')}`);
      this.goTo(due);
    }
  }

  private next(): number | undefined {
    return nextChange(this.world, PROCESSES);
  }

  private goTo(instant: number): void {
    advance(this.world, PROCESSES, (_, at) => this.contextAt(at), instant, this.time);
    this.time = instant;
    this.look();
  }

  /** A deployment as `GetDeployment` shows it; the last one unless another is named. */
  info(id = this.watched) {
    const { deploymentInfo } = getDeployment({ deploymentId: id }, this.context);
    if (!deploymentInfo) throw new Error('There is no deployment');
    return deploymentInfo;
  }

  /** Its target, once it has begun. */
  target(id = this.watched) {
    const { deploymentTarget } = getDeploymentTarget({ deploymentId: id, targetId: 'main:web' }, this.context);
    const target = deploymentTarget?.ecsTarget;
    if (!target) throw new Error('There is no target');
    return target;
  }

  /** Whether the deployment is over. */
  isOver(id = this.watched): boolean {
    return ['Succeeded', 'Failed', 'Stopped'].includes(this.info(id).status ?? '');
  }

  /** Follows the deployment, and the one that rolls it back, to the end. */
  finish(): void {
    this.until(() => this.isOver());
    const rollback = this.info().rollbackInfo?.rollbackDeploymentId;
    if (rollback) this.until(() => this.isOver(rollback));
    // Longer than the targets of a deleted set take to drain.
    this.pass(600);
  }

  /** Lets time pass until a lifecycle event runs. */
  untilRunning(name: string): void {
    this.until(() => this.eventStatuses()[name] === 'InProgress');
  }

  /** Lets time pass until production has this percentage on green. */
  untilGreenHas(percent: number): void {
    this.until(() => this.production().green === percent);
  }

  /** The statuses of the lifecycle events, by name. */
  eventStatuses(): Record<string, string> {
    if (this.info().status === 'Created') return {};
    return Object.fromEntries(
      (this.target().lifecycleEvents ?? []).map(({ lifecycleEventName = '', status = '' }) => [
        lifecycleEventName,
        status,
      ]),
    );
  }

  /** Where the production listener sends its traffic, in percent. */
  production(): { blue: number; green: number } {
    return this.forwarded(this.arns.production);
  }

  /** Where a listener sends its traffic, in percent; `blue` is the group that was first. */
  forwarded(arn: string): { blue: number; green: number } {
    const groups = this.region.elbv2.listeners[arn]?.shown.DefaultActions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    const total = groups.reduce((sum, { Weight }) => sum + (Weight ?? 0), 0);
    const share = (group: string) =>
      (100 * (groups.find(({ TargetGroupArn }) => TargetGroupArn === group)?.Weight ?? 0)) / total;
    return { blue: share(this.arns.blue), green: share(this.arns.green) };
  }

  /** The task sets of the service as ECS has them: `PRIMARY web-blue`. */
  sets(): string[] {
    const { services } = describeServices({ cluster: 'main', services: ['web'] }, this.context);
    return (services?.[0]?.taskSets ?? []).map(({ status, loadBalancers }) => {
      const group = loadBalancers?.[0]?.targetGroupArn === this.arns.blue ? 'web-blue' : 'web-green';
      return `${status} ${group}`;
    });
  }

  private look(): void {
    if (!this.watched || !this.region.codedeploy.deployments[this.watched]) return;
    const now = this.describe();
    const second = Math.round(this.elapsed * 10) / 10;
    for (const line of now) if (!this.seen.includes(line)) this.transcript.push(`${second} ${line}`);
    this.seen = now;
  }

  private describe(): string[] {
    const info = this.info();
    const lines = [`status ${info.status}`];
    if (info.instanceTerminationWaitTimeStarted) lines.push('termination wait');
    const events = Object.entries(this.eventStatuses()).filter(([, status]) => status !== 'Pending');
    lines.push(...events.map(([name, status]) => `${name} ${status}`));
    const { blue, green } = this.production();
    lines.push(`traffic ${blue}/${green}`);
    if (this.setting.testListener)
      lines.push(`test ${this.forwarded(this.arns.test).green === 100 ? 'green' : 'blue'}`);
    lines.push(...this.sets());
    return lines;
  }
}
