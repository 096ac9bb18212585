import { isDeepStrictEqual } from 'node:util';
import {
  type ContainerDefinition,
  type PortMapping,
  type RegisterTaskDefinitionCommandInput,
  RegisterTaskDefinitionRequest$,
  type Tag,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';

/** What can be said when registering; whatever else a description tells (revision, status, …) is ECS's own. */
const REGISTRABLE: readonly string[] = RegisterTaskDefinitionRequest$[4];

/**
 * Whether registering `wanted` would make a revision that says what `registered` says already. What ECS fills in where
 * a request is silent counts as said, and the order of environment variables, secrets and tags does not count.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function sameTaskDefinition(
  registered: TaskDefinition,
  tags: readonly Tag[],
  wanted: RegisterTaskDefinitionCommandInput,
): boolean {
  return isDeepStrictEqual(
    canonical({ ...registered, tags: [...tags] }),
    canonical({ ...wanted, tags: wanted.tags ?? [] }),
  );
}

function canonical(definition: RegisterTaskDefinitionCommandInput | (TaskDefinition & { tags: Tag[] })): unknown {
  const { networkMode = 'bridge', containerDefinitions = [], tags = [], ...rest } = definition;
  const whole = {
    ...rest,
    networkMode,
    containerDefinitions: containerDefinitions.map((container) => withDefaults(container, networkMode)),
    tags: tags.toSorted((a, b) => compare(a.key, b.key)),
  };
  return withoutEmpty(Object.fromEntries(Object.entries(whole).filter(([key]) => REGISTRABLE.includes(key))));
}

function withDefaults(container: ContainerDefinition, networkMode: string): ContainerDefinition {
  const { cpu = 0, essential = true, environment = [], secrets = [], portMappings = [] } = container;
  return {
    ...container,
    cpu,
    essential,
    environment: environment.toSorted((a, b) => compare(a.name, b.name)),
    secrets: secrets.toSorted((a, b) => compare(a.name, b.name)),
    portMappings: portMappings.map((mapping) => portWithDefaults(mapping, networkMode)),
  };
}

/** Under `awsvpc` and `host` the container's port is the host's; under `bridge`, 0 asks for any. */
function portWithDefaults(mapping: PortMapping, networkMode: string): PortMapping {
  const { protocol = 'tcp', hostPort = networkMode === 'bridge' ? 0 : mapping.containerPort } = mapping;
  return { ...mapping, protocol, hostPort };
}

/** ECS describes lists that nobody gave as empty ones. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([, member]) => member !== undefined && member !== null && !(Array.isArray(member) && member.length === 0),
      )
      .map(([key, member]) => [key, withoutEmpty(member)]),
  );
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
