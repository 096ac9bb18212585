import { type AppSpec, type AwsvpcNetwork, TASK_DEFINITION_PLACEHOLDER } from './appspec.js';

/** How the tasks of a service run now, as far as an appspec can say it. */
export interface RunningTasks {
  readonly containerName: string | null;
  readonly containerPort: number | null;
  readonly launchType: string | null;
  readonly platformVersion: string | null;
  readonly network: AwsvpcNetwork | null;
  readonly capacityProviders: readonly { readonly name: string; readonly base: number; readonly weight: number }[];
}

/** An appspec with what was taken from the service, a sentence each. */
export interface CompletedAppSpec {
  readonly appSpec: AppSpec;
  readonly notes: readonly string[];
}

/**
 * The appspec that releases onto a service as it runs, without hooks.
 *
 * @returns `undefined` where no load balancer sends requests to the tasks: CodeDeploy cannot release such a service
 */
export function appSpecFromService(running: RunningTasks): CompletedAppSpec | undefined {
  const { containerName, containerPort } = running;
  if (containerName === null || containerPort === null) return undefined;
  const bare: AppSpec = { taskDefinition: TASK_DEFINITION_PLACEHOLDER, containerName, containerPort, hooks: [] };
  const { appSpec, notes } = completedFromService(bare, running);
  return { appSpec, notes: [`requests go to ${containerName}:${containerPort}, as they do now`, ...notes] };
}

/**
 * Takes from the service what an appspec leaves out and a release would change: an older platform version becomes
 * LATEST, and a capacity provider strategy is dropped. The network is written down too; CodeDeploy takes all of it from
 * the service or all from the appspec. What the appspec says stays.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 * @see https://github.com/aws/containers-roadmap/issues/1752
 */
export function completedFromService(appSpec: AppSpec, running: RunningTasks): CompletedAppSpec {
  const { platformVersion, network, capacityProviders } = running;
  const version =
    appSpec.platformVersion === undefined && platformVersion !== null && !isLatestPlatform(platformVersion)
      ? platformVersion
      : undefined;
  const whole = network && network.subnets.length > 0 && network.securityGroups.length > 0 ? network : undefined;
  const interfaces = appSpec.network === undefined ? whole : undefined;
  const strategy =
    appSpec.capacityProviders === undefined && capacityProviders.length > 0
      ? capacityProviders.map(({ name, base, weight }) => ({ name, ...(base > 0 ? { base } : {}), weight }))
      : undefined;
  return {
    appSpec: {
      ...appSpec,
      ...(version === undefined ? {} : { platformVersion: version }),
      ...(interfaces === undefined ? {} : { network: interfaces }),
      ...(strategy === undefined ? {} : { capacityProviders: strategy }),
    },
    notes: [
      ...(version === undefined ? [] : [`the platform version ${version} is taken from the service`]),
      ...(interfaces === undefined ? [] : ['the network is taken from the service']),
      ...(strategy === undefined
        ? []
        : [`the capacity providers ${strategy.map(({ name }) => name).join(', ')} are taken from the service`]),
    ],
  };
}

/**
 * Whether a platform version is what LATEST means: 1.4.0 on Linux, 1.0.0 on Windows. Task sets show the number also
 * where LATEST was asked for.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
 */
export function isLatestPlatform(version: string): boolean {
  return version === 'LATEST' || version === '1.4.0' || version === '1.0.0';
}
