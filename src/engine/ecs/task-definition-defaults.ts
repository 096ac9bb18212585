import type {
  Attribute,
  Compatibility,
  ContainerDefinition,
  NetworkMode,
  RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { isFargateSize, readCpu, readMemory } from './fargate-size.js';
import type { KnownTaskDefinition } from './world.js';

/** What a task definition has beside its identity, as AWS answers it after registration. */
export type CompletedTaskDefinition = Omit<
  KnownTaskDefinition,
  'taskDefinitionArn' | 'revision' | 'registeredAt' | 'registeredBy'
>;

/** Fills in what AWS fills in: defaults of the containers, sizes in one unit, what the definition can run on. */
export function completed(input: RegisterTaskDefinitionCommandInput): CompletedTaskDefinition {
  const { tags: _tags, family = '', containerDefinitions = [], ...rest } = input;
  const cpu = input.cpu ? readCpu(input.cpu) : undefined;
  const memory = input.memory ? readMemory(input.memory) : undefined;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...given,
    family,
    status: 'ACTIVE',
    containerDefinitions: containerDefinitions.map((container) => completedContainer(container, input.networkMode)),
    volumes: input.volumes ?? [],
    placementConstraints: input.placementConstraints ?? [],
    ...(cpu === undefined ? {} : { cpu: String(cpu) }),
    ...(memory === undefined ? {} : { memory: String(memory) }),
    compatibilities: compatibilities(input.networkMode, cpu, memory),
    requiresAttributes: requiredAttributes(input),
  };
}

function completedContainer(container: ContainerDefinition, mode: NetworkMode | undefined): ContainerDefinition {
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    portMappings: (container.portMappings ?? []).map((port) => ({
      ...port,
      ...(port.containerPort === undefined
        ? {}
        : { hostPort: port.hostPort || initialHostPort(port.containerPort, mode) }),
      protocol: port.protocol ?? 'tcp',
    })),
  };
}

/** Under `awsvpc` and `host` a port is the container's own; otherwise 0 stands for one of the machine's choice. */
function initialHostPort(containerPort: number, mode: NetworkMode | undefined): number {
  return mode === 'awsvpc' || mode === 'host' ? containerPort : 0;
}

function compatibilities(mode: NetworkMode | undefined, cpu?: number, memory?: number): Compatibility[] {
  if (mode !== 'awsvpc') return ['EXTERNAL', 'EC2'];
  return isFargateSize(cpu ?? 0, memory ?? 0) ? ['EC2', 'FARGATE'] : ['EC2'];
}

function requiredAttributes(input: RegisterTaskDefinitionCommandInput): Attribute[] {
  const containers = input.containerDefinitions ?? [];
  const drivers = new Set(containers.map(({ logConfiguration }) => logConfiguration?.logDriver));
  const names = [
    ...[...drivers].filter(Boolean).map((driver) => `com.amazonaws.ecs.capability.logging-driver.${driver}`),
    ...(input.executionRoleArn ? ['ecs.capability.execution-role-ecr-pull'] : []),
    ...(input.taskRoleArn ? ['com.amazonaws.ecs.capability.task-iam-role'] : []),
    ...(input.networkMode === 'awsvpc' ? ['ecs.capability.task-eni'] : []),
    'com.amazonaws.ecs.capability.docker-remote-api.1.18',
  ];
  return names.map((name) => ({ name }));
}
