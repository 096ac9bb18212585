import type {
  ContainerDefinition,
  RegisterTaskDefinitionCommandInput,
  Tag,
  TaskDefinition,
  Volume,
} from '@aws-sdk/client-ecs';

/**
 * What only a description has. ECS derives it or counts it, so it says nothing about what was asked for.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 */
const READ_ONLY: ReadonlySet<string> = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
]);

/** Lists whose order means nothing, with the member that orders them here. */
const UNORDERED: Readonly<Record<string, string>> = {
  environment: 'name',
  secrets: 'name',
  secretOptions: 'name',
  tags: 'key',
  ulimits: 'name',
  systemControls: 'namespace',
  portMappings: 'containerPort',
  mountPoints: 'containerPath',
};

type Plain = { readonly [key: string]: unknown };

/**
 * Whether registering `wanted` would only repeat what `described` already says. ECS fills in defaults and describes
 * empty lists that nobody asked for; both are brought to one form before they are compared. What is not known to be a
 * default counts as a difference: a needless revision does no harm, a missed one would deploy the wrong thing.
 */
export function sameTaskDefinition(
  wanted: RegisterTaskDefinitionCommandInput,
  described: TaskDefinition,
  tags: readonly Tag[],
): boolean {
  const asked = canonicalTaskDefinition({ ...wanted });
  const registered = canonicalTaskDefinition({ ...described, tags: [...tags] });
  return JSON.stringify(asked) === JSON.stringify(registered);
}

/**
 * A task definition in the one form in which two of them can be compared: defaults written out, nothing empty, nothing
 * that only a description has, members and unordered lists in order.
 */
export function canonicalTaskDefinition(
  definition: RegisterTaskDefinitionCommandInput | (TaskDefinition & { tags: Tag[] }),
): unknown {
  const { networkMode = 'bridge', containerDefinitions = [], volumes = [], cpu, memory, ...rest } = definition;
  return tidy({
    ...rest,
    networkMode,
    cpu: size(cpu, 'vcpu'),
    memory: size(memory, 'gb'),
    enableFaultInjection: definition.enableFaultInjection || undefined,
    requiresCompatibilities: definition.requiresCompatibilities?.toSorted(),
    containerDefinitions: containerDefinitions.map((container) => withDefaults(container, networkMode)),
    volumes: volumes.map(volumeWithDefaults).toSorted((a, b) => compare(a.name, b.name)),
  });
}

function withDefaults(container: ContainerDefinition, networkMode: string): ContainerDefinition {
  const sharesPorts = networkMode === 'awsvpc' || networkMode === 'host';
  const { healthCheck } = container;
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    portMappings: container.portMappings?.map((mapping) => ({
      ...mapping,
      protocol: mapping.protocol ?? 'tcp',
      hostPort: mapping.hostPort || (sharesPorts ? mapping.containerPort : 0),
    })),
    mountPoints: container.mountPoints?.map((mount) => ({ ...mount, readOnly: mount.readOnly ?? false })),
    volumesFrom: container.volumesFrom?.map((from) => ({ ...from, readOnly: from.readOnly ?? false })),
    healthCheck: healthCheck && {
      ...healthCheck,
      interval: healthCheck.interval ?? 30,
      timeout: healthCheck.timeout ?? 5,
      retries: healthCheck.retries ?? 3,
    },
  };
}

function volumeWithDefaults(volume: Volume): Volume {
  const efs = volume.efsVolumeConfiguration;
  return efs ? { ...volume, efsVolumeConfiguration: { ...efs, rootDirectory: efs.rootDirectory ?? '/' } } : volume;
}

/** `1 vCPU` and `2 GB` are registered as `1024` and `2048`. */
function size(value: string | undefined, unit: 'vcpu' | 'gb'): string | undefined {
  const amount = new RegExp(`^([\\d.]+)\\s*${unit}$`, 'i').exec(value?.trim() ?? '')?.[1];
  return amount === undefined ? value?.trim() : String(Number(amount) * 1024);
}

/** Keys in order, nothing empty, nothing read-only, unordered lists in order. */
function tidy(value: unknown, key = ''): unknown {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    const items = value.map((item) => tidy(item)).filter((item) => item !== undefined);
    const by = UNORDERED[key];
    if (by !== undefined) items.sort((a, b) => compare(memberOf(a, by), memberOf(b, by)));
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object') return value;
  const members = Object.entries(value as Plain)
    .filter(([name]) => !READ_ONLY.has(name))
    .map(([name, member]): [string, unknown] => [name, tidy(member, name)])
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => compare(a, b));
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function memberOf(value: unknown, name: string): string {
  return typeof value === 'object' && value !== null ? JSON.stringify((value as Plain)[name] ?? null) : '';
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
