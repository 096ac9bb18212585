import {
  ClientException$,
  Compatibility,
  ContainerCondition,
  type ContainerDefinition,
  IpcMode,
  LogDriver,
  NetworkMode,
  PidMode,
  type RegisterTaskDefinitionCommandInput,
  TransportProtocol,
} from '@aws-sdk/client-ecs';
import { Fault } from '../fault.js';
import { checkDefinitionEnum } from './enum-member.js';
import { isFargateSize, readCpu, readMemory } from './fargate-size.js';

/** Images of Amazon ECR's private registries, which Fargate pulls with the execution role. */
const ECR_IMAGE = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\//;

/**
 * Refuses what RegisterTaskDefinition refuses.
 *
 * @throws Fault `ClientException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function checkTaskDefinition(input: RegisterTaskDefinitionCommandInput): void {
  const { family, containerDefinitions: containers = [] } = input;
  if (!family) refuse('Family should not be null or empty.');
  if (!/^(?!__proto__$)[a-zA-Z0-9_-]{1,255}$/.test(family)) refuse('Family contains invalid characters.');
  checkEnumsOf(input);
  if (containers.length === 0) refuse('Container list cannot be empty.');
  if (containers.length > 10) refuse('A task definition can have at most 10 containers.');
  const names = new Set<string>();
  for (const container of containers) {
    checkContainer(container, input);
    const name = container.name ?? '';
    if (names.has(name)) refuse(`Duplicate container name '${name}'. Container names must be unique.`);
    names.add(name);
  }
  if (containers.every(({ essential }) => essential === false)) {
    refuse('A task definition must have at least one essential container.');
  }
  for (const { name, dependsOn = [] } of containers) {
    const missing = dependsOn.find(({ containerName }) => !names.has(containerName ?? ''));
    if (missing) refuse(`Container '${name}' depends on the unknown container '${missing.containerName}'.`);
  }
  checkSize(input);
  if (input.requiresCompatibilities?.includes('FARGATE')) checkFargate(input);
}

function checkEnumsOf({
  requiresCompatibilities = [],
  containerDefinitions = [],
  ...input
}: RegisterTaskDefinitionCommandInput): void {
  checkDefinitionEnum('networkMode', input.networkMode, NetworkMode);
  checkDefinitionEnum('pidMode', input.pidMode, PidMode);
  checkDefinitionEnum('ipcMode', input.ipcMode, IpcMode);
  for (const [index, compatibility] of requiresCompatibilities.entries()) {
    checkDefinitionEnum(`requiresCompatibilities.${index + 1}.member`, compatibility, Compatibility);
  }
  for (const [index, { portMappings = [], dependsOn = [], logConfiguration }] of containerDefinitions.entries()) {
    const container = `containerDefinitions.${index + 1}.member`;
    checkDefinitionEnum(`${container}.logConfiguration.logDriver`, logConfiguration?.logDriver, LogDriver);
    for (const [place, { protocol }] of portMappings.entries()) {
      checkDefinitionEnum(`${container}.portMappings.${place + 1}.member.protocol`, protocol, TransportProtocol);
    }
    for (const [place, { condition }] of dependsOn.entries()) {
      checkDefinitionEnum(`${container}.dependsOn.${place + 1}.member.condition`, condition, ContainerCondition);
    }
  }
}

function checkContainer(container: ContainerDefinition, input: RegisterTaskDefinitionCommandInput): void {
  const { name, image, memory, memoryReservation } = container;
  if (!name) refuse('Container.name should not be null or empty.');
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(name)) refuse('Container.name contains invalid characters.');
  if (!image) refuse('Container.image should not be null or empty.');
  if (memory === undefined && memoryReservation === undefined && !input.memory) {
    refuse(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    );
  }
  if (memory !== undefined && memory < 4) {
    refuse(`Invalid setting for container '${name}'. 'memory' must be at least 4.`);
  }
  if (memory !== undefined && memoryReservation !== undefined && memoryReservation >= memory) {
    refuse(`Invalid setting for container '${name}'. 'memory' must be greater than 'memoryReservation'.`);
  }
  if (container.links?.length && input.networkMode === 'awsvpc') {
    refuse('Links are not supported when networkMode=awsvpc.');
  }
  const volumes = new Set((input.volumes ?? []).map((volume) => volume.name));
  const unknown = container.mountPoints?.find(({ sourceVolume }) => !volumes.has(sourceVolume));
  if (unknown) refuse(`Unknown volume '${unknown.sourceVolume}'.`);
  checkPorts(container, input.networkMode);
}

function checkPorts({ name, portMappings = [] }: ContainerDefinition, mode: NetworkMode | undefined): void {
  for (const { containerPort, containerPortRange, hostPort } of portMappings) {
    if (containerPort === undefined) {
      if (containerPortRange === undefined) refuse(`A container port must be specified for container '${name}'.`);
      continue;
    }
    if (containerPort < 1 || containerPort > 65_535) {
      refuse(`Invalid 'containerPort' setting for container '${name}': it must be between 1 and 65535.`);
    }
    if ((mode === 'awsvpc' || mode === 'host') && hostPort && hostPort !== containerPort) {
      refuse(`When networkMode=${mode}, the host ports and container ports in port mappings must match.`);
    }
  }
}

function checkSize({ cpu, memory, containerDefinitions = [] }: RegisterTaskDefinitionCommandInput): void {
  if (cpu && readCpu(cpu) === undefined) refuse("Invalid 'cpu' setting for task.");
  if (memory && readMemory(memory) === undefined) refuse("Invalid 'memory' setting for task.");
  const most = memory ? readMemory(memory) : undefined;
  if (most === undefined) return;
  for (const container of containerDefinitions) {
    const wanted = container.memory ?? container.memoryReservation ?? 0;
    if (wanted > most) {
      refuse(
        `Invalid setting for container '${container.name}'. Its memory (${wanted}) is more than the task's (${most}).`,
      );
    }
  }
}

function checkFargate(input: RegisterTaskDefinitionCommandInput): void {
  if (input.networkMode !== 'awsvpc') refuse('Fargate only supports network mode ‘awsvpc’.');
  if (!input.cpu) refuse("Fargate requires that 'cpu' be defined at the task level.");
  if (!input.memory) refuse("Fargate requires that 'memory' be defined at the task level.");
  if (!isFargateSize(readCpu(input.cpu) ?? 0, readMemory(input.memory) ?? 0)) {
    refuse('No Fargate configuration exists for given values.');
  }
  if (input.executionRoleArn) return;
  const containers = input.containerDefinitions ?? [];
  if (containers.some(({ image }) => ECR_IMAGE.test(image ?? ''))) {
    refuse('Fargate requires task definition to have execution role ARN to support ECR images.');
  }
  if (containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs')) {
    refuse('Fargate requires task definition to have execution role ARN to support log driver awslogs.');
  }
}

function refuse(message: string): never {
  throw new Fault(ClientException$, message);
}
