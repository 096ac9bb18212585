import { didYouMean } from '../domain/did-you-mean.js';
import type { Finding, SourcePlace } from '../errors.js';
import type { AppSpec } from './appspec.js';
import type { AppSpecReading } from './parse.js';
import type { AppSpecRule } from './rules.js';

/** A container of the task definition, as far as an appspec refers to it. */
export interface ServedContainer {
  readonly name: string;
  readonly ports: readonly number[];
}

/** What an appspec must agree with. */
export interface ServedTaskDefinition {
  readonly networkMode?: string;
  readonly containers: readonly ServedContainer[];
}

/**
 * Whether the container and the port that an appspec names exist in the task definition. CodeDeploy finds out only
 * when the deployment runs, and fails it.
 */
export function agreeWithTaskDefinition(
  reading: AppSpecReading,
  { networkMode, containers }: ServedTaskDefinition,
): Finding[] {
  const { appSpec, places } = reading;
  if (!appSpec) return [];
  return [
    ...checkContainer(appSpec, places, containers),
    ...(appSpec.network && networkMode !== 'awsvpc' ? [networkWithoutInterface(places.network)] : []),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html */
function networkWithoutInterface(place: SourcePlace | undefined): Finding {
  return {
    message: 'there is a NetworkConfiguration, and the tasks have no network interface of their own',
    rule: 'appspec-network-mode' satisfies AppSpecRule,
    remedy: 'Remove NetworkConfiguration, or set "networkMode": "awsvpc" in the task definition.',
    ...(place ? { place } : {}),
  };
}

function checkContainer(
  appSpec: AppSpec,
  places: AppSpecReading['places'],
  containers: readonly ServedContainer[],
): Finding[] {
  const { containerName, containerPort } = appSpec;
  const names = containers.map(({ name }) => name);
  const container = containers.find(({ name }) => name === containerName);
  if (!container) {
    const similar = didYouMean(containerName, names);
    return [
      {
        message: `the task definition has no container ${JSON.stringify(containerName)}; it has ${names.map((name) => JSON.stringify(name)).join(', ')}`,
        remedy: similar
          ? `Did you mean ${similar}? ContainerName is the container that the load balancer sends requests to.`
          : 'Set ContainerName to the container that the load balancer sends requests to.',
        rule: 'appspec-container' satisfies AppSpecRule,
        ...(places.containerName ? { place: places.containerName } : {}),
      },
    ];
  }
  if (container.ports.includes(containerPort)) return [];
  const elsewhere = containers.find(({ ports }) => ports.includes(containerPort));
  const mapped =
    container.ports.length > 0 ? `its port mappings have ${container.ports.join(', ')}` : 'it has no port mappings';
  return [
    {
      message: `container ${JSON.stringify(containerName)} does not map port ${containerPort}: ${mapped}`,
      remedy:
        elsewhere && elsewhere !== container
          ? `Container ${JSON.stringify(elsewhere.name)} maps it: name that one, or another port.`
          : `Set ContainerPort to a mapped port, or add { "containerPort": ${containerPort} } to the container's portMappings.`,
      rule: 'appspec-container-port' satisfies AppSpecRule,
      ...(places.containerPort ? { place: places.containerPort } : {}),
    },
  ];
}
