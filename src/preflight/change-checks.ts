import type { AwsvpcNetwork, CapacityProvider } from '../appspec/appspec.js';
import { isLatestPlatform } from '../appspec/from-service.js';
import type { CapacityProviderShare, TaskSettings } from '../aws/ecs/service.js';
import { type Check, passed, warned } from './check.js';
import { blueTaskSet, type Observation } from './observation.js';

const NOTHING_IF_MEANT = 'Nothing, if the change is meant.';

/**
 * The platform version stays: where the appspec names none, CodeDeploy takes LATEST and not the service's.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export function checkPlatformVersion(observation: Observation): Check | undefined {
  const blue = blueTaskSet(observation);
  if (!observation.documents || !blue) return undefined;
  const id = 'platform-version';
  const { platformVersion: wanted } = observation.documents.appSpec;
  if (!runsOnFargate(blue)) {
    return wanted === undefined
      ? undefined
      : warned(
          id,
          `the appspec names the platform version ${wanted}, and the service does not run on Fargate`,
          'Remove PlatformVersion: ECS has none for EC2 instances.',
        );
  }
  const now = blue.platformVersion ?? 'LATEST';
  if (wanted === undefined && !isLatestPlatform(now)) {
    return warned(
      id,
      `the release would reset the platform version from ${now} to LATEST`,
      `Write \`PlatformVersion: ${now}\` into the appspec, or use --from-service.`,
    );
  }
  const next = wanted ?? 'LATEST';
  return next === now || (isLatestPlatform(next) && isLatestPlatform(now))
    ? passed(id, `the platform version stays ${now}`)
    : warned(id, `the release would change the platform version from ${now} to ${next}`, NOTHING_IF_MEANT);
}

/** The network stays: where the appspec names none, the new tasks take the service's. */
export function checkNetworkChange(observation: Observation): Check | undefined {
  const now = blueTaskSet(observation)?.network;
  const wanted = observation.documents?.appSpec.network;
  if (!observation.documents || !now) return undefined;
  const id = 'network';
  if (!wanted) return passed(id, 'the new tasks take the network of the service');
  const changes = networkChanges(now, wanted);
  return changes.length === 0
    ? passed(id, 'the network stays as it is')
    : warned(id, `the release would change the network: ${changes.join('; ')}`, NOTHING_IF_MEANT);
}

/**
 * The capacity providers stay: a strategy that the appspec does not repeat is gone after the deployment.
 *
 * @see https://github.com/aws/containers-roadmap/issues/1752
 */
export function checkCapacityProviders(observation: Observation): Check | undefined {
  const blue = blueTaskSet(observation);
  if (!observation.documents || !blue) return undefined;
  const id = 'capacity-providers';
  const wanted = observation.documents.appSpec.capacityProviders ?? [];
  const [before, after] = [strategyText(blue.capacityProviders), strategyText(wanted)];
  if (before === after) {
    return before === '' ? undefined : passed(id, `the capacity providers stay ${before}`);
  }
  if (after === '') {
    return warned(
      id,
      `the release would drop the capacity providers ${before}`,
      'Repeat them as CapacityProviderStrategy in the appspec, or use --from-service.',
    );
  }
  const from = before === '' ? `the launch type ${blue.launchType ?? 'of the cluster'}` : before;
  return warned(id, `the release would change the capacity providers from ${from} to ${after}`, NOTHING_IF_MEANT);
}

function runsOnFargate({ launchType, capacityProviders }: TaskSettings): boolean {
  return launchType === 'FARGATE' || capacityProviders.some(({ name }) => /^FARGATE(?:_SPOT)?$/.test(name));
}

function networkChanges(now: AwsvpcNetwork, wanted: AwsvpcNetwork): string[] {
  const lists = [
    ['subnet', now.subnets, wanted.subnets],
    ['security group', now.securityGroups, wanted.securityGroups],
  ] as const;
  return [
    ...lists.flatMap(([what, before, after]) => [
      ...after.filter((id) => !before.includes(id)).map((id) => `${what} ${id} is added`),
      ...before.filter((id) => !after.includes(id)).map((id) => `${what} ${id} is dropped`),
    ]),
    ...(now.assignPublicIp === wanted.assignPublicIp
      ? []
      : [`public addresses become ${wanted.assignPublicIp}, and are ${now.assignPublicIp}`]),
  ];
}

/** A strategy as text that is the same for the same one: the order of its items means nothing. */
function strategyText(items: readonly (CapacityProvider | CapacityProviderShare)[]): string {
  return items
    .map(({ name, base = 0, weight = 0 }) => `${name} (${base > 0 ? `base ${base}, ` : ''}weight ${weight})`)
    .sort()
    .join(', ');
}
