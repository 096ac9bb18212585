import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { appSpecText, project } from '../cli/project.js';
import { runProgram } from './witness/run-program.js';
import { hasAwsCli, hasBoto3, startWitnessed, unless } from './witness/witness.js';

const installed = hasAwsCli && hasBoto3;
const engine = installed ? await startWitnessed({ speed: 0 }) : undefined;

/** One call of the AWS CLI; its answer. */
async function aws(...words: readonly string[]) {
  const { exitCode, stdout, stderr } = await runProgram('aws', [...words, '--output', 'json'], {
    env: engine?.env ?? {},
  });
  expect(exitCode, `aws ${words.join(' ')}: ${stderr}`).toBe(0);
  return stdout === '' ? {} : JSON.parse(stdout);
}

/** A call that is refused: the error's code. */
async function refusal(...words: readonly string[]): Promise<string | undefined> {
  const { exitCode, stderr } = await runProgram('aws', words, { env: engine?.env ?? {} });
  expect(exitCode, stderr).not.toBe(0);
  return /An error occurred \((\w+)\) when calling the/.exec(stderr)?.[1];
}

const ROLE = 'arn:aws:iam::123456789012:role/ecsCodeDeployRole';
const GROUP = ['--application-name', 'shop', '--deployment-group-name', 'live'] as const;
const SERVICE = ['--cluster', 'main', '--service', 'web'] as const;

function blueGreen(readyMinutes: number): string {
  return JSON.stringify({
    deploymentReadyOption:
      readyMinutes === 0
        ? { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 }
        : { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: readyMinutes },
    terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 0 },
  });
}

/** A world of the AWS CLI's own: a service in a cluster, behind a load balancer, under CodeDeploy. */
async function createWorld() {
  const folder = await project();
  const network = 'awsvpcConfiguration={subnets=[subnet-1,subnet-2],securityGroups=[sg-1]}';
  const targetGroup = (name: string) =>
    aws(
      'elbv2',
      'create-target-group',
      '--name',
      name,
      '--protocol',
      'HTTP',
      '--port',
      '8080',
      '--vpc-id',
      'vpc-1',
      '--target-type',
      'ip',
    );
  const [one, two, balancer] = await Promise.all([
    targetGroup('web-1'),
    targetGroup('web-2'),
    aws('elbv2', 'create-load-balancer', '--name', 'web', '--subnets', 'subnet-1', 'subnet-2'),
    aws('ecs', 'create-cluster', '--cluster-name', 'main', '--tags', 'key=team,value=shop'),
    aws('ecs', 'register-task-definition', '--cli-input-json', `file://${join(folder, 'taskdef.json')}`),
    aws('deploy', 'create-application', '--application-name', 'shop', '--compute-platform', 'ECS'),
  ]);
  const [{ TargetGroupArn: blue }, { TargetGroupArn: green }] = [one.TargetGroups[0], two.TargetGroups[0]];
  const { LoadBalancerArn } = balancer.LoadBalancers[0];
  const listener = (port: string) =>
    aws(
      'elbv2',
      'create-listener',
      '--load-balancer-arn',
      LoadBalancerArn,
      '--protocol',
      'HTTP',
      '--port',
      port,
      '--default-actions',
      `Type=forward,TargetGroupArn=${blue}`,
    );
  const [production, test] = await Promise.all([listener('80'), listener('8080')]);
  await aws(
    'ecs',
    'create-service',
    '--cluster',
    'main',
    '--service-name',
    'web',
    '--task-definition',
    'web',
    '--desired-count',
    '2',
    '--launch-type',
    'FARGATE',
    '--deployment-controller',
    'type=CODE_DEPLOY',
    '--load-balancers',
    `targetGroupArn=${blue},containerName=web,containerPort=8080`,
    '--network-configuration',
    network,
  );
  await aws(
    'deploy',
    'create-deployment-group',
    ...GROUP,
    '--service-role-arn',
    ROLE,
    '--deployment-config-name',
    'CodeDeployDefault.ECSLinear10PercentEvery1Minutes',
    '--deployment-style',
    'deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL',
    '--blue-green-deployment-configuration',
    blueGreen(0),
    '--ecs-services',
    'serviceName=web,clusterName=main',
    '--load-balancer-info',
    JSON.stringify({
      targetGroupPairInfoList: [
        {
          targetGroups: [{ name: 'web-1' }, { name: 'web-2' }],
          prodTrafficRoute: { listenerArns: [production.Listeners[0].ListenerArn] },
          testTrafficRoute: { listenerArns: [test.Listeners[0].ListenerArn] },
        },
      ],
    }),
  );
  await engine?.advance(600);
  return {
    folder,
    blue,
    green,
    production: production.Listeners[0].ListenerArn,
    test: test.Listeners[0].ListenerArn,
    balancer: LoadBalancerArn,
  };
}

/** Starts a deployment of a new task definition. */
async function deploy(folder: string, hooks: Readonly<Record<string, string>> = {}): Promise<string> {
  const { taskDefinition } = await aws(
    'ecs',
    'register-task-definition',
    '--cli-input-json',
    `file://${join(folder, 'taskdef.json')}`,
  );
  const content = appSpecText(hooks).replace('<TASK_DEFINITION>', taskDefinition.taskDefinitionArn);
  const revision = JSON.stringify({ revisionType: 'AppSpecContent', appSpecContent: { content } });
  const { deploymentId } = await aws(
    'deploy',
    'create-deployment',
    ...GROUP,
    '--revision',
    revision,
    '--description',
    'by the AWS CLI',
  );
  return deploymentId;
}

async function statusOf(deployment: string): Promise<string> {
  const { deploymentInfo } = await aws('deploy', 'get-deployment', '--deployment-id', deployment);
  return deploymentInfo.status;
}

describe.skipIf(!installed)(
  `the AWS CLI, unmodified${unless(hasAwsCli, 'the AWS CLI')}${unless(hasBoto3, 'boto3')}`,
  () => {
    afterAll(() => engine?.[Symbol.asyncDispose]());

    it('makes a world, releases into it, stops and continues deployments, and reads it all', {
      timeout: 180_000,
    }, async () => {
      const world = await createWorld();
      const weights = async () => {
        const { Listeners } = await aws('elbv2', 'describe-listeners', '--listener-arns', world.production);
        const groups: { TargetGroupArn: string; Weight: number }[] =
          Listeners[0].DefaultActions[0].ForwardConfig.TargetGroups;
        return groups.find(({ TargetGroupArn }) => TargetGroupArn === world.blue)?.Weight ?? 0;
      };

      const first = await deploy(world.folder, { AfterAllowTestTraffic: 'recording-hook' });
      await engine?.advance(600);
      const [{ deploymentTarget: target }, { targetIds }, listed, none] = await Promise.all([
        aws('deploy', 'get-deployment-target', '--deployment-id', first, '--target-id', 'main:web'),
        aws('deploy', 'list-deployment-targets', '--deployment-id', first),
        aws('deploy', 'list-deployments', ...GROUP, '--include-only-statuses', 'InProgress', 'Created'),
        aws('deploy', 'list-deployments', ...GROUP, '--include-only-statuses', 'Succeeded'),
      ]);
      expect(target.ecsTarget.status).toBe('InProgress');
      expect(targetIds).toEqual(['main:web']);
      expect(listed.deployments).toEqual([first]);
      expect(none.deployments).toEqual([]);
      const execution = readFileSync(join(engine?.hooks ?? '', `${first}.txt`), 'utf8');
      await aws(
        'deploy',
        'put-lifecycle-event-hook-execution-status',
        '--deployment-id',
        first,
        '--lifecycle-event-hook-execution-id',
        execution,
        '--status',
        'Succeeded',
      );
      await engine?.advance(1200);
      await aws('deploy', 'wait', 'deployment-successful', '--deployment-id', first);
      expect(await weights()).toBe(0);

      const second = await deploy(world.folder);
      await engine?.advance(300);
      await aws('deploy', 'stop-deployment', '--deployment-id', second, '--auto-rollback-enabled');
      await engine?.advance(900);
      const { deploymentInfo: stopped } = await aws('deploy', 'get-deployment', '--deployment-id', second);
      expect(stopped.status).toBe('Stopped');
      expect(await statusOf(stopped.rollbackInfo.rollbackDeploymentId)).toBe('Succeeded');

      const third = await deploy(world.folder);
      await engine?.advance(300);
      await aws('deploy', 'stop-deployment', '--deployment-id', third, '--no-auto-rollback-enabled');
      await engine?.advance(60);
      expect(await statusOf(third)).toBe('Stopped');
      const shared = await weights();
      expect(shared).toBeGreaterThan(0);
      expect(shared).toBeLessThan(100);

      // What a stop without a rollback leaves is for its operator to put right: all traffic to the PRIMARY task set.
      const serving = `Type=forward,TargetGroupArn=${world.green}`;
      await Promise.all(
        [world.production, world.test].map((listener) =>
          aws('elbv2', 'modify-listener', '--listener-arn', listener, '--default-actions', serving),
        ),
      );

      await aws(
        'deploy',
        'update-deployment-group',
        '--application-name',
        'shop',
        '--current-deployment-group-name',
        'live',
        '--blue-green-deployment-configuration',
        blueGreen(60),
      );
      const fourth = await deploy(world.folder);
      await engine?.advance(600);
      expect(await statusOf(fourth)).toBe('Ready');
      await aws('deploy', 'continue-deployment', '--deployment-id', fourth, '--deployment-wait-type', 'READY_WAIT');
      await engine?.advance(1200);
      expect(await statusOf(fourth)).toBe('Succeeded');

      const all = [first, second, third, fourth];
      const [batch, targets, pages, revisions, group, configs, services, taskSets] = await Promise.all([
        aws('deploy', 'batch-get-deployments', '--deployment-ids', ...all),
        aws('deploy', 'batch-get-deployment-targets', '--deployment-id', fourth, '--target-ids', 'main:web'),
        aws('deploy', 'list-deployments', ...GROUP, '--max-items', '2'),
        aws('deploy', 'list-application-revisions', '--application-name', 'shop'),
        aws('deploy', 'get-deployment-group', ...GROUP),
        aws('deploy', 'list-deployment-configs'),
        aws('ecs', 'describe-services', '--cluster', 'main', '--services', 'web', '--include', 'TAGS'),
        aws('ecs', 'describe-task-sets', ...SERVICE),
        aws('elbv2', 'wait', 'load-balancer-available', '--names', 'web'),
      ]);
      expect(batch.deploymentsInfo.map(({ status }: { status: string }) => status)).toEqual([
        'Succeeded',
        'Stopped',
        'Stopped',
        'Succeeded',
      ]);
      expect(targets.deploymentTargets[0].ecsTarget.lifecycleEvents).toHaveLength(8);
      expect(pages.deployments).toHaveLength(2);
      expect(group.deploymentGroupInfo.lastSuccessfulDeployment.deploymentId).toBe(fourth);
      expect(configs.deploymentConfigsList).toContain('CodeDeployDefault.ECSAllAtOnce');
      expect(taskSets.taskSets).toContainEqual(
        expect.objectContaining({ status: 'PRIMARY', externalId: fourth, runningCount: 2 }),
      );
      expect(services.services[0].taskSets).toHaveLength(taskSets.taskSets.length);
      const rest = await aws('deploy', 'list-deployments', ...GROUP, '--starting-token', pages.NextToken);
      expect([...pages.deployments, ...rest.deployments]).toEqual(expect.arrayContaining(all));
      const [revision] = revisions.revisions;
      await aws(
        'deploy',
        'get-application-revision',
        '--application-name',
        'shop',
        '--revision',
        JSON.stringify(revision),
      );

      const [tasks, , health] = await Promise.all([
        aws('ecs', 'list-tasks', '--cluster', 'main', '--service-name', 'web'),
        aws('ecs', 'list-task-definitions', '--family-prefix', 'web', '--sort', 'DESC'),
        aws('elbv2', 'describe-target-health', '--target-group-arn', world.green),
        aws('elbv2', 'describe-load-balancers', '--names', 'web'),
        aws('elbv2', 'describe-load-balancer-attributes', '--load-balancer-arn', world.balancer),
        aws('elbv2', 'describe-target-groups'),
        aws('elbv2', 'describe-rules', '--listener-arn', world.production),
        aws('ecs', 'update-service', ...SERVICE, '--desired-count', '3'),
      ]);
      expect(health.TargetHealthDescriptions.length + tasks.taskArns.length).toBeGreaterThan(1);
      await aws('ecs', 'describe-tasks', '--cluster', 'main', '--tasks', ...tasks.taskArns);
    });

    it('publishes to a topic and watches an alarm', async () => {
      const { TopicArn } = await aws('sns', 'create-topic', '--name', 'deployments');
      const [subscribed] = await Promise.all([
        aws(
          'sns',
          'subscribe',
          '--topic-arn',
          TopicArn,
          '--protocol',
          'email',
          '--notification-endpoint',
          'ops@example.com',
        ),
        aws('sns', 'publish', '--topic-arn', TopicArn, '--subject', 'Hello', '--message', 'World'),
        aws(
          'cloudwatch',
          'put-metric-alarm',
          '--alarm-name',
          'errors',
          '--namespace',
          'n',
          '--metric-name',
          'm',
          '--statistic',
          'Sum',
          '--period',
          '60',
          '--evaluation-periods',
          '1',
          '--threshold',
          '1',
          '--comparison-operator',
          'GreaterThanThreshold',
        ),
      ]);
      expect(subscribed.SubscriptionArn).toBe('pending confirmation');
      const [subscriptions, topics] = await Promise.all([
        aws('sns', 'list-subscriptions-by-topic', '--topic-arn', TopicArn),
        aws('sns', 'list-topics'),
        aws(
          'cloudwatch',
          'set-alarm-state',
          '--alarm-name',
          'errors',
          '--state-value',
          'ALARM',
          '--state-reason',
          'try',
        ),
      ]);
      expect(subscriptions.Subscriptions).toHaveLength(1);
      expect(topics.Topics).toContainEqual({ TopicArn });
      const { MetricAlarms } = await aws('cloudwatch', 'describe-alarms', '--state-value', 'ALARM');
      expect(MetricAlarms[0]).toMatchObject({ AlarmName: 'errors', StateReason: 'try' });
    });

    it('tells refusals by their codes', async () => {
      expect(
        await Promise.all([
          refusal('deploy', 'get-deployment', '--deployment-id', 'd-AAAAAAAAA'),
          refusal('deploy', 'get-application', '--application-name', 'none'),
          refusal('ecs', 'describe-services', '--cluster', 'none', '--services', 'web'),
          refusal('elbv2', 'describe-load-balancers', '--names', 'none'),
          refusal('sns', 'get-topic-attributes', '--topic-arn', 'arn:aws:sns:eu-west-1:123456789012:none'),
          refusal('ecs', 'describe-capacity-providers'),
          refusal('elbv2', 'describe-account-limits'),
        ]),
      ).toEqual([
        'DeploymentDoesNotExistException',
        'ApplicationDoesNotExistException',
        'ClusterNotFoundException',
        'LoadBalancerNotFound',
        'NotFound',
        'UnknownOperationException',
        'InvalidAction',
      ]);
    });

    it("is answered as AWS's service models say, call by call", () => {
      expect(engine?.exchanges().length).toBeGreaterThan(50);
      engine?.expectNoFindings();
    });
  },
);
