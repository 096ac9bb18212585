import { HOOK_EVENTS } from '../domain/lifecycle-event.js';

/** What is known of a member that stands where it does not belong. */
export type Stray =
  /** It belongs elsewhere. */
  | { readonly kind: 'misplaced'; readonly name: string; readonly home: string }
  /** A setting of the service itself, which no appspec carries. */
  | { readonly kind: 'of-the-service'; readonly name: string }
  /** A setting for CodeDeploy's other platforms, which means nothing to ECS. */
  | { readonly kind: 'of-another-platform'; readonly name: string };

const HOMES: readonly (readonly [home: string, names: readonly string[]])[] = [
  ['the top of the file', ['version', 'Resources', 'Hooks']],
  ['the item of Resources', ['TargetService']],
  ['TargetService', ['Type', 'Properties']],
  [
    'TargetService.Properties',
    ['TaskDefinition', 'LoadBalancerInfo', 'PlatformVersion', 'NetworkConfiguration', 'CapacityProviderStrategy'],
  ],
  ['Properties.LoadBalancerInfo', ['ContainerName', 'ContainerPort']],
  ['Properties.NetworkConfiguration', ['AwsvpcConfiguration']],
  ['NetworkConfiguration.AwsvpcConfiguration', ['Subnets', 'SecurityGroups', 'AssignPublicIp']],
  ['an item of Properties.CapacityProviderStrategy', ['CapacityProvider', 'Base', 'Weight']],
  ['an item of Hooks', HOOK_EVENTS],
];

/**
 * What CreateService takes and an appspec does not: new task sets get it from the service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
const OF_THE_SERVICE = [
  ...['Cluster', 'ServiceName', 'DesiredCount', 'LaunchType', 'LoadBalancers', 'ServiceRegistries', 'Role', 'Tags'],
  ...['DeploymentConfiguration', 'DeploymentController', 'PlacementConstraints', 'PlacementStrategy', 'PropagateTags'],
  ...['HealthCheckGracePeriodSeconds', 'SchedulingStrategy', 'EnableECSManagedTags', 'EnableExecuteCommand'],
  ...['ServiceConnectConfiguration', 'VolumeConfigurations', 'AvailabilityZoneRebalancing'],
];

const OF_ANOTHER_PLATFORM = ['os', 'files', 'permissions', 'file_exists_behavior', 'fileExistsBehavior'];

const STRAYS: ReadonlyMap<string, Stray> = new Map<string, Stray>([
  ...OF_ANOTHER_PLATFORM.map((name) => [name.toLowerCase(), { kind: 'of-another-platform', name }] as const),
  ...OF_THE_SERVICE.map((name) => [name.toLowerCase(), { kind: 'of-the-service', name }] as const),
  ...HOMES.flatMap(([home, names]) =>
    names.map((name) => [name.toLowerCase(), { kind: 'misplaced', name, home }] as const),
  ),
]);

/** What a member is that the mapping in which it stands does not have; `undefined` for what no appspec has. */
export function strayMember(written: string): Stray | undefined {
  return STRAYS.get(written.toLowerCase());
}
