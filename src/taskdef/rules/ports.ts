import type { PortMapping } from '@aws-sdk/client-ecs';
import { type Broken, type Container, inContainers, type Path, repeated, type Subject } from './rule.js';

/** A port mapping with its place. */
interface Mapping extends PortMapping {
  readonly path: Path;
}

/** A port, or the ports of a range, that a mapping takes. */
interface Taken {
  readonly path: Path;
  readonly low: number;
  readonly high: number;
  readonly protocol: string;
}

/** The rules on ports, and on the network that containers may have. */
export function* checkPorts(subject: Subject): Generator<Broken> {
  const { task, containers, quote } = subject;
  const mappings = containers.flatMap(mappingsOf);
  for (const mapping of mappings) {
    yield* checkMapping(mapping, subject);
  }
  if (task.networkMode === 'none' && mappings[0]) {
    yield {
      rule: 'port-mappings-none',
      path: mappings[0].path,
      reads: [['networkMode']],
      message: 'there are port mappings, and with networkMode none there is no network',
      remedy: 'Remove "portMappings", or use another networkMode.',
    };
  }
  for (const { path } of repeated(mappings, ({ name }) => name || undefined)) {
    yield {
      rule: 'port-name-twice',
      path: [...path, 'name'],
      message: `two ports are named ${quote([...path, 'name'])}`,
      remedy: 'Give each port of the task a name of its own.',
    };
  }
  if (task.networkMode === 'awsvpc') {
    for (const { path } of overlapping(mappings.flatMap(containerPorts))) {
      yield {
        rule: 'container-port-twice',
        path,
        reads: [['networkMode']],
        message: 'this container port is used twice, and with networkMode awsvpc all containers share one network',
        remedy: 'Let the containers listen on different ports.',
      };
    }
  } else {
    for (const { path } of overlapping(mappings.flatMap((mapping) => hostPorts(mapping, task.networkMode)))) {
      yield {
        rule: 'host-port-twice',
        path,
        reads: [['networkMode']],
        message: 'this host port is used twice in the task, so no instance can run it',
        remedy: 'Use different host ports, or 0 for whichever is free.',
      };
    }
  }
  for (const container of containers) yield* checkNetworkMembers(container, subject);
}

function mappingsOf({ portMappings = [], path }: Container): Mapping[] {
  return portMappings.map((mapping, index) => ({ ...mapping, path: [...path, 'portMappings', index] }));
}

const isPort = (port: number, least: number) => port >= least && port <= 65_535;

function* checkMapping(mapping: Mapping, { task, quote }: Subject): Generator<Broken> {
  const { path, containerPort, hostPort, containerPortRange, name } = mapping;
  if (containerPort === undefined && containerPortRange === undefined) {
    yield {
      rule: 'container-port',
      path: [...path, 'containerPort'],
      message: 'a port mapping has no containerPort',
      remedy: 'Add "containerPort", the port on which the container listens.',
    };
  } else if (containerPort !== undefined && !isPort(containerPort, 1)) {
    yield {
      rule: 'container-port',
      path: [...path, 'containerPort'],
      message: 'containerPort must be between 1 and 65535',
      remedy: 'Give it the number of a port.',
    };
  }
  if (hostPort !== undefined && !isPort(hostPort, 0)) {
    yield {
      rule: 'host-port',
      path: [...path, 'hostPort'],
      message: 'hostPort must be between 0 and 65535',
      remedy: 'Give it the number of a port.',
    };
  } else if (
    (task.networkMode === 'awsvpc' || task.networkMode === 'host') &&
    hostPort &&
    containerPort &&
    hostPort !== containerPort
  ) {
    yield {
      rule: 'host-port-mismatch',
      path: [...path, 'hostPort'],
      reads: [['networkMode']],
      message: `with networkMode ${task.networkMode}, hostPort must be the same as containerPort`,
      remedy: 'Remove "hostPort".',
    };
  }
  if (containerPortRange !== undefined) yield* checkRange(mapping, quote([...path, 'containerPortRange']));
  if (name && !/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name)) {
    yield {
      rule: 'port-name',
      path: [...path, 'name'],
      message:
        "a port's name must be 1 to 64 small letters, digits, underscores and hyphens, and not begin with a hyphen",
      remedy: 'Choose such a name.',
    };
  }
}

function* checkRange({ path, containerPortRange = '', hostPort }: Mapping, quoted: string): Generator<Broken> {
  const range = rangeOf(containerPortRange);
  if (!range || range.low > range.high || !isPort(range.low, 1) || !isPort(range.high, 1)) {
    yield {
      rule: 'container-port-range',
      path: [...path, 'containerPortRange'],
      message: `containerPortRange is not two ports in their order: ${quoted}`,
      remedy: 'Write the lower and the higher port, e.g. "8000-8010".',
    };
  }
  if (hostPort !== undefined) {
    yield {
      rule: 'port-range-host-port',
      path: [...path, 'hostPort'],
      message: 'a mapping with a containerPortRange takes no hostPort',
      remedy: 'Remove "hostPort".',
    };
  }
}

function rangeOf(text: string): { low: number; high: number } | undefined {
  const [, low, high] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
  return low === undefined || high === undefined ? undefined : { low: Number(low), high: Number(high) };
}

function containerPorts({ path, containerPort, containerPortRange, protocol = 'tcp' }: Mapping): Taken[] {
  if (containerPortRange !== undefined) {
    const range = rangeOf(containerPortRange);
    return range && range.low <= range.high ? [{ ...range, path: [...path, 'containerPortRange'], protocol }] : [];
  }
  return containerPort ? [{ low: containerPort, high: containerPort, path: [...path, 'containerPort'], protocol }] : [];
}

function hostPorts({ path, containerPort, hostPort, protocol = 'tcp' }: Mapping, networkMode?: string): Taken[] {
  const port = hostPort || (networkMode === 'host' ? containerPort : undefined);
  return port ? [{ low: port, high: port, path: [...path, hostPort ? 'hostPort' : 'containerPort'], protocol }] : [];
}

/** Those that take a port that an earlier one has: sorted by port, each is held against the furthest before it. */
function overlapping(taken: readonly Taken[]): Taken[] {
  const found: { readonly order: number; readonly one: Taken }[] = [];
  for (const protocol of new Set(taken.map((one) => one.protocol))) {
    let reached: { high: number; order: number; one: Taken } | undefined;
    const sorted = taken
      .map((one, order) => ({ one, order }))
      .filter(({ one }) => one.protocol === protocol)
      .sort((a, b) => a.one.low - b.one.low || a.order - b.order);
    for (const { one, order } of sorted) {
      if (reached && one.low <= reached.high) found.push(order > reached.order ? { one, order } : reached);
      if (!reached || one.high > reached.high) reached = { high: one.high, one, order };
    }
  }
  return found.sort((a, b) => a.order - b.order).map(({ one }) => one);
}

const WITHOUT_OWN_NETWORK = [
  'links',
  'hostname',
  'extraHosts',
  'dnsServers',
  'dnsSearchDomains',
  'disableNetworking',
] as const;

function* checkNetworkMembers(container: Container, { task, names }: Subject): Generator<Broken> {
  const { path, called, links = [] } = container;
  if (task.networkMode === 'awsvpc') {
    for (const member of WITHOUT_OWN_NETWORK) {
      const value = container[member];
      if (!value || (Array.isArray(value) && value.length === 0)) continue;
      yield {
        rule: 'awsvpc-unsupported',
        path: [...path, member],
        reads: [['networkMode']],
        message: `${called} has ${member}, which networkMode awsvpc does not support`,
        remedy: `Remove "${member}"${member === 'links' ? '; the containers reach each other at localhost' : ''}.`,
      };
    }
    return;
  }
  if (links.length > 0 && (task.networkMode === 'host' || task.networkMode === 'none')) {
    yield {
      rule: 'links-bridge',
      path: [...path, 'links'],
      reads: [['networkMode']],
      message: `${called} has links, which only networkMode bridge supports`,
      remedy: 'Remove "links", or use networkMode bridge.',
    };
    return;
  }
  for (const [index, link] of links.entries()) {
    if (names.has(link.split(':')[0] ?? '')) continue;
    yield {
      rule: 'link-container',
      path: [...path, 'links', index],
      reads: [inContainers('name')],
      message: `${called} is linked to a container that the task definition lacks`,
      remedy: 'Name a container of this task definition, or "container:alias".',
    };
  }
}
