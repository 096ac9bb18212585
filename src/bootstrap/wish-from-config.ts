import type { AwsVpcConfiguration } from '@aws-sdk/client-ecs';
import type { AppSpec } from '../appspec/appspec.js';
import type { Config } from '../config/config.js';
import { type Finding, throwFindings } from '../errors.js';
import type { Artifacts } from '../generate/artifacts.js';
import { resourceNames } from './names.js';
import type { BootstrapWish, Placement } from './wish.js';

const MINUTE = 60_000;
/** CodeDeploy's quota for the time between installing a revision and shifting traffic: 120 hours. */
const READY_WAIT_LIMIT = 120 * 60;
/** The lower of two documented limits: the quota table says 2,800 minutes, the API reference 2,880. */
const TERMINATION_WAIT_LIMIT = 2800;

/**
 * What the configuration and the generated artifacts ask bootstrap for.
 *
 * @throws BgDeployError `config-invalid` with everything that is missing or cannot be, each with its key
 */
export function bootstrapWish(config: Config, artifacts: Pick<Artifacts, 'taskDefinition' | 'appSpec'>): BootstrapWish {
  const { bootstrap, notifications } = config;
  const findings = [...missing(config), ...impossible(config)];
  throwFindings('config-invalid', findings);

  const { taskDefinition, appSpec } = artifacts;
  const awsvpc = taskDefinition.networkMode === 'awsvpc';
  const placement = placementOf(artifacts);
  const subnets = bootstrap.subnets ?? [];
  const securityGroups = bootstrap.securityGroups ?? [];
  return {
    cluster: config.cluster,
    service: config.service,
    application: config.application,
    deploymentGroup: config.deploymentGroup,
    names: resourceNames(config.cluster, config.service),
    vpc: bootstrap.vpc ?? '',
    subnets,
    securityGroups,
    listenerPort: bootstrap.listenerPort,
    testListenerPort: bootstrap.testListenerPort,
    healthCheckPath: bootstrap.healthCheckPath,
    // Tasks with network interfaces of their own have addresses of their own; others share those of their instance.
    targetType: awsvpc ? 'ip' : 'instance',
    containerName: appSpec.containerName,
    containerPort: appSpec.containerPort,
    taskDefinition,
    desiredCount: bootstrap.desiredCount,
    placement,
    ...(awsvpc ? { network: networkOf(appSpec, placement, subnets, securityGroups) } : {}),
    ...(config.deploymentConfig ? { deploymentConfig: config.deploymentConfig } : {}),
    readyWaitMinutes: config.readyWait / MINUTE,
    terminationWaitMinutes: config.terminationWait / MINUTE,
    ...(bootstrap.codeDeployRoleArn ? { codeDeployRoleArn: bootstrap.codeDeployRoleArn } : {}),
    ...(notifications ? { notifications: { topic: notifications.topic, emails: notifications.emails } } : {}),
  };
}

function placementOf({ taskDefinition, appSpec }: Pick<Artifacts, 'taskDefinition' | 'appSpec'>): Placement {
  const version = appSpec.platformVersion ? { platformVersion: appSpec.platformVersion } : {};
  if (appSpec.capacityProviders && appSpec.capacityProviders.length > 0) {
    const strategy = appSpec.capacityProviders.map(({ name, ...rest }) => ({ capacityProvider: name, ...rest }));
    return { kind: 'capacity-providers', strategy, ...version };
  }
  const fargate = taskDefinition.requiresCompatibilities?.includes('FARGATE') ?? false;
  // A platform version is Fargate's; CreateService refuses one for EC2.
  return fargate
    ? { kind: 'launch-type', launchType: 'FARGATE', ...version }
    : { kind: 'launch-type', launchType: 'EC2' };
}

/**
 * The AppSpec's network where it has one: the first tasks then run where all later ones will. Otherwise the load
 * balancer's subnets. Those face the internet, and there a Fargate task reaches the image registry only with a public
 * address; on EC2 ECS refuses to assign one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
function networkOf(
  appSpec: AppSpec,
  placement: Placement,
  subnets: readonly string[],
  securityGroups: readonly string[],
): AwsVpcConfiguration {
  if (appSpec.network) {
    return {
      subnets: [...appSpec.network.subnets],
      securityGroups: [...appSpec.network.securityGroups],
      assignPublicIp: appSpec.network.assignPublicIp,
    };
  }
  const fargate =
    placement.kind === 'launch-type'
      ? placement.launchType === 'FARGATE'
      : placement.strategy.some((item) => item.capacityProvider?.startsWith('FARGATE'));
  return {
    subnets: [...subnets],
    ...(securityGroups.length > 0 ? { securityGroups: [...securityGroups] } : {}),
    assignPublicIp: fargate ? 'ENABLED' : 'DISABLED',
  };
}

function missing({ bootstrap, file }: Config): Finding[] {
  const place = file ? { place: { file } } : {};
  const findings: Finding[] = [];
  if (!bootstrap.vpc) {
    findings.push({
      message: 'bootstrap.vpc is not set, and the target groups need a VPC',
      remedy: 'Set bootstrap.vpc in the configuration, e.g. `vpc: vpc-0abc`; `aws ec2 describe-vpcs` lists them.',
      ...place,
    });
  }
  if ((bootstrap.subnets ?? []).length < 2) {
    findings.push({
      message: `bootstrap.subnets names ${bootstrap.subnets?.length ? 'one subnet' : 'no subnets'}, and a load balancer needs two in different availability zones`,
      remedy: 'Set bootstrap.subnets in the configuration, e.g. `subnets: [subnet-0abc, subnet-0def]`.',
      ...place,
    });
  }
  return findings;
}

function impossible(config: Config): Finding[] {
  const { bootstrap, notifications, file } = config;
  const place = file ? { place: { file } } : {};
  const findings: Finding[] = [];
  if (bootstrap.listenerPort === bootstrap.testListenerPort) {
    findings.push({
      message: `bootstrap.listenerPort and bootstrap.testListenerPort are both ${bootstrap.listenerPort}`,
      remedy: 'Give the test listener a port of its own, e.g. 8080.',
      ...place,
    });
  }
  if (!bootstrap.healthCheckPath.startsWith('/')) {
    findings.push({
      message: `bootstrap.healthCheckPath is ${JSON.stringify(bootstrap.healthCheckPath)}, which is not a path`,
      remedy: 'Begin it with a slash, e.g. `/health`.',
      ...place,
    });
  }
  const waits = [
    ['readyWait', config.readyWait, READY_WAIT_LIMIT],
    ['terminationWait', config.terminationWait, TERMINATION_WAIT_LIMIT],
  ] as const;
  for (const [key, milliseconds, limit] of waits) {
    if (milliseconds % MINUTE === 0 && milliseconds <= limit * MINUTE) continue;
    findings.push({
      message: `${key} is ${milliseconds / 1000}s; CodeDeploy takes whole minutes, ${limit} at most`,
      remedy: `Set ${key} to e.g. ${Math.min(limit, Math.max(1, Math.ceil(milliseconds / MINUTE)))}m.`,
      ...place,
    });
  }
  if (notifications?.topic.endsWith('.fifo') && notifications.emails.length > 0) {
    findings.push({
      message: `notifications.topic ${notifications.topic} is a FIFO topic, and those do not deliver to email addresses`,
      remedy: 'Name a standard topic, or remove notifications.emails.',
      ...place,
    });
  }
  return findings;
}
