import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { SourcePlace } from '../errors.js';
import type { AppSpec } from './appspec.js';
import { readCapacityProviders } from './capacity-providers.js';
import { readNetwork } from './network.js';
import { readTaskDefinition } from './task-definition-member.js';
import type { Member, YamlReading } from './yaml-reading.js';

/** What an appspec says of the service that it releases. */
export type TargetService = Omit<AppSpec, 'hooks'>;

/** What could be read of it, and where the members stand that the task definition must agree with. */
export interface TargetServiceReading {
  readonly values: Partial<TargetService>;
  readonly places: {
    readonly containerName?: SourcePlace;
    readonly containerPort?: SourcePlace;
    readonly network?: SourcePlace;
  };
}

const PROPERTIES = [
  'TaskDefinition',
  'LoadBalancerInfo',
  'PlatformVersion',
  'NetworkConfiguration',
  'CapacityProviderStrategy',
] as const;
const BALANCER = ['ContainerName', 'ContainerPort'] as const;

/** Reads `Resources`: a list with exactly one item. */
export function readTargetService(
  resources: Member | undefined,
  root: YAMLMap,
  reading: YamlReading,
): TargetServiceReading | undefined {
  const shape = 'Write Resources: and under it one item, `- TargetService:` with Type and Properties.';
  if (!resources) return reading.missing(root, 'Resources', shape, ['TargetService']);
  if (isMap(resources.value)) return withoutDash(resources.value, reading, shape);
  const items = reading.list(resources, shape);
  if (!items) return undefined;
  const [only, another] = items;
  if (items.length !== 1) {
    return reading.report(
      reading.resolve(another) ?? resources.key,
      'appspec-resources',
      `Resources must have exactly one item, and has ${items.length}`,
      'An ECS deployment releases one service: keep one item.',
    );
  }
  const item = reading.resolve(only);
  const path = 'Resources[0]';
  const itemMap = reading.map({ key: resources.key, value: item, path }, shape);
  if (!itemMap) return undefined;
  const target = reading.members(itemMap, path, ['TargetService']).get('TargetService');
  if (!target) return reading.missing(itemMap, `${path}.TargetService`, shape);
  // `Type` and `Properties` beside it, not in it, have been told of.
  if (!target.value && reading.strayed(['Type', 'Properties'])) return undefined;
  const service = reading.map(target, shape);
  if (!service) return undefined;

  const parts = reading.members(service, 'TargetService', ['Type', 'Properties']);
  const type = parts.get('Type');
  const typeRemedy = 'Write `Type: AWS::ECS::Service`.';
  if (!type) reading.missing(service, 'TargetService.Type', typeRemedy);
  else if ((reading.text(type, typeRemedy) ?? 'AWS::ECS::Service') !== 'AWS::ECS::Service') {
    reading.report(type.value, 'appspec-resources', 'TargetService.Type must be AWS::ECS::Service', typeRemedy);
  }
  const properties = parts.get('Properties');
  if (!properties)
    return reading.missing(
      service,
      'TargetService.Properties',
      'Add Properties with TaskDefinition and LoadBalancerInfo.',
      PROPERTIES,
    );
  const map = reading.map(properties, 'Write TaskDefinition: and LoadBalancerInfo: under it.');
  return map && readProperties(map, reading);
}

/** A mapping in the place of the list: nearly always it is the dash that was forgotten. */
function withoutDash(resources: YAMLMap, reading: YamlReading, shape: string): undefined {
  const forgotten = resources.items.some(
    ({ key }) => isScalar(key) && String(key.value).toLowerCase() === 'targetservice',
  );
  return reading.report(
    resources,
    'appspec-shape',
    'Resources must be a list, and is a mapping',
    forgotten ? 'Put a dash before TargetService: `- TargetService:`; in JSON, square brackets around it.' : shape,
  );
}

function readProperties(map: YAMLMap, reading: YamlReading): TargetServiceReading {
  const members = reading.members(map, 'Properties', PROPERTIES);
  const taskDefinition = members.get('TaskDefinition');
  const loadBalancer = members.get('LoadBalancerInfo');
  const platform = members.get('PlatformVersion');
  const network = members.get('NetworkConfiguration');
  const strategy = members.get('CapacityProviderStrategy');
  if (!taskDefinition) reading.missing(map, 'TaskDefinition', 'Write `TaskDefinition: <TASK_DEFINITION>`.');
  if (!loadBalancer)
    reading.missing(map, 'LoadBalancerInfo', 'Add LoadBalancerInfo with ContainerName and ContainerPort.', BALANCER);
  for (const optional of [platform, network, strategy]) {
    if (optional && !optional.value) reading.note(optional.key, `${optional.path} is empty and left out`);
  }
  const balanced = loadBalancer && readLoadBalancer(loadBalancer, reading);
  const platformVersion = platform?.value && reading.text(platform, 'Write e.g. `PlatformVersion: LATEST`.');
  const awsvpc = network?.value && readNetwork(network, reading);
  const capacityProviders = strategy?.value && readCapacityProviders(strategy, reading);
  return {
    values: {
      taskDefinition: taskDefinition && readTaskDefinition(taskDefinition, reading),
      containerName: balanced?.name,
      containerPort: balanced?.port,
      ...(platformVersion ? { platformVersion } : {}),
      ...(awsvpc ? { network: awsvpc } : {}),
      ...(capacityProviders ? { capacityProviders } : {}),
    },
    places: {
      containerName: balanced?.namePlace,
      containerPort: balanced?.portPlace,
      network: network && reading.place(network.key),
    },
  };
}

function readLoadBalancer(member: Member, reading: YamlReading) {
  if (isSeq(member.value)) {
    return reading.report(
      member.value,
      'appspec-shape',
      'LoadBalancerInfo is a list; CodeDeploy then takes the whole file for malformed',
      'Remove the dash: ContainerName and ContainerPort stand directly under LoadBalancerInfo.',
    );
  }
  const map = reading.map(member, 'Write ContainerName: and ContainerPort: under it.');
  if (!map) return undefined;
  const parts = reading.members(map, 'LoadBalancerInfo', BALANCER);
  const name = parts.get('ContainerName');
  const port = parts.get('ContainerPort');
  if (!name) reading.missing(map, 'LoadBalancerInfo.ContainerName', 'Name the container that serves requests.');
  if (!port) reading.missing(map, 'LoadBalancerInfo.ContainerPort', 'Give the container port that serves requests.');
  return {
    name: name && reading.text(name, 'Name the container that serves requests.'),
    port: port && reading.integer(port, 1, 65_535),
    namePlace: name && reading.place(name.value ?? name.key),
    portPlace: port && reading.place(port.value ?? port.key),
  };
}
