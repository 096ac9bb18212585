import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { parseImageReference } from '../build-output/image-reference.js';

/** A rule of ECS that the schema does not carry and a task definition breaks. */
export interface RuleFinding {
  readonly path: readonly (string | number)[];
  /** What else it follows from; nothing follows from a value of the wrong type. */
  readonly reads?: readonly (readonly (string | number)[])[];
  readonly message: string;
  readonly remedy: string;
}

const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/**
 * The rules for which ECS refuses a task definition (or can never start a task of it), as far as they need no AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function checkRules(definition: Partial<RegisterTaskDefinitionCommandInput>): RuleFinding[] {
  const containers = definition.containerDefinitions;
  return [
    ...checkFamily(definition),
    ...checkFargate(definition),
    ...(containers ? checkContainers(containers) : []),
    ...(containers ?? []).flatMap((container, index) => [...checkContainer(container, index, definition)]),
  ];
}

function* checkFamily({ family }: Partial<RegisterTaskDefinitionCommandInput>): Generator<RuleFinding> {
  if (family !== undefined && !NAME.test(family)) {
    yield {
      path: ['family'],
      message: 'family must be 1 to 255 letters, digits, hyphens and underscores',
      remedy: 'Choose such a name; the revision is added by ECS.',
    };
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
function* checkFargate(definition: Partial<RegisterTaskDefinitionCommandInput>): Generator<RuleFinding> {
  if (!definition.requiresCompatibilities?.includes('FARGATE')) return;
  if (definition.networkMode !== 'awsvpc') {
    yield {
      path: ['networkMode'],
      message: `Fargate tasks need "networkMode": "awsvpc"${definition.networkMode ? ', and another is given' : ''}`,
      remedy: 'Set "networkMode": "awsvpc".',
    };
  }
  for (const member of ['cpu', 'memory'] as const) {
    if (definition[member]) continue;
    yield {
      path: [member],
      message: `Fargate tasks need ${member} for the whole task`,
      remedy: `Add "${member}" beside "family", e.g. "cpu": "256", "memory": "512".`,
    };
  }
}

function* checkContainers(containers: readonly ContainerDefinition[]): Generator<RuleFinding> {
  if (containers.length === 0) {
    yield {
      path: ['containerDefinitions'],
      message: 'containerDefinitions is empty',
      remedy: 'Describe at least one container.',
    };
  } else if (containers.every(({ essential }) => essential === false)) {
    yield {
      path: ['containerDefinitions'],
      message: 'no container is essential',
      remedy: 'Set "essential": true for the container without which the task is of no use.',
    };
  }
  const seen = new Set<string>();
  for (const [index, { name }] of containers.entries()) {
    if (name === undefined) continue;
    if (seen.has(name)) {
      yield {
        path: ['containerDefinitions', index, 'name'],
        message: `two containers are named ${JSON.stringify(name)}`,
        remedy: 'Give each container a name of its own.',
      };
    }
    seen.add(name);
  }
}

function* checkContainer(
  container: ContainerDefinition,
  index: number,
  task: Partial<RegisterTaskDefinitionCommandInput>,
): Generator<RuleFinding> {
  const path = ['containerDefinitions', index];
  const called = container.name ? `container ${JSON.stringify(container.name)}` : `containerDefinitions[${index}]`;
  if (!container.name) {
    yield { path: [...path, 'name'], message: `${called} has no name`, remedy: 'Add "name".' };
  } else if (!NAME.test(container.name)) {
    yield {
      path: [...path, 'name'],
      message: 'a container name must be 1 to 255 letters, digits, hyphens and underscores',
      remedy: 'Choose such a name.',
    };
  }
  if (!container.image) {
    yield { path: [...path, 'image'], message: `${called} has no image`, remedy: 'Add "image", e.g. "<IMAGE1_NAME>".' };
  } else if (!parseImageReference(container.image)) {
    yield {
      path: [...path, 'image'],
      message: `the image of ${called} is not an image reference`,
      remedy: 'Write registry/repository:tag or registry/repository@sha256:…, the repository in small letters.',
    };
  }
  if (!task.memory && !container.memory && !container.memoryReservation) {
    yield {
      path,
      reads: [['memory'], [...path, 'memory'], [...path, 'memoryReservation']],
      message: `${called} has neither memory nor memoryReservation, and the task has no memory`,
      remedy: 'Add "memory" (hard limit, MiB) or "memoryReservation" (soft limit) to it, or "memory" to the task.',
    };
  }
  for (const [at, { containerPort, hostPort }] of (container.portMappings ?? []).entries()) {
    const mapping = [...path, 'portMappings', at];
    for (const [member, port] of [
      ['containerPort', containerPort],
      ['hostPort', hostPort],
    ] as const) {
      if (port === undefined || (port >= 0 && port <= 65_535)) continue;
      yield {
        path: [...mapping, member],
        message: `${member} must be between 0 and 65535`,
        remedy: 'Give it the number of a port.',
      };
    }
    if (task.networkMode === 'awsvpc' && hostPort && containerPort && hostPort !== containerPort) {
      yield {
        path: [...mapping, 'hostPort'],
        message: 'with networkMode awsvpc, hostPort must be the same as containerPort',
        remedy: 'Remove "hostPort".',
      };
    }
  }
}
