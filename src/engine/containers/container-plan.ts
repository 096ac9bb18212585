import type { ContainerDefinition, ContainerDependency } from '@aws-sdk/client-ecs';
import { taskDefinitionByArn } from '../ecs/task-definition.js';
import type { TaskRecord } from '../ecs/world.js';
import { stored } from '../elbv2/lookup.js';
import type { TrafficOptions } from '../traffic-options.js';
import type { RegionWorld } from '../world/world.js';
import { colourOf } from './colour.js';
import { imageTag } from './image-tag.js';

/** What is to run in the place of a container. */
export type Substitute =
  | { readonly kind: 'command'; readonly command: string }
  /** The small application that answers who it is. */
  | { readonly kind: 'built-in' }
  /** Nothing: it is taken to run as long as its task. */
  | { readonly kind: 'nothing' };

/** Who a task is, as its environment and the built-in application tell it. */
export interface TaskIdentity {
  readonly image: string;
  /** The image's tag. */
  readonly version: string;
  readonly task: string;
  readonly taskSet: string;
  readonly taskDefinition: string;
  readonly colour: 'blue' | 'green';
}

/** A container of a task that is to be run. */
export interface PlannedContainer {
  readonly name: string;
  readonly essential: boolean;
  readonly substitute: Substitute;
  readonly who: TaskIdentity;
  /** {@link PlannedContainer.who} as environment variables. */
  readonly identity: Readonly<Record<string, string>>;
  /** The task definition's variables, and the stand-ins for its secrets. */
  readonly environment: Readonly<Record<string, string>>;
  /** The ports that it listens on inside. */
  readonly ports: readonly number[];
  /** Those of them that a load balancer sends requests to. */
  readonly balanced: readonly number[];
  readonly dependsOn: readonly ContainerDependency[];
  /** How long it has to end by itself, in seconds. */
  readonly stopTimeout: number;
  /** Whether its definition names files of variables; they are in S3 and are not read. */
  readonly namesEnvironmentFiles: boolean;
}

/** Fargate's own. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (stopTimeout) */
const STOP_TIMEOUT = 30;

/** What is to run for a task. */
export function containerPlan(
  world: RegionWorld,
  clusterName: string,
  task: TaskRecord,
  options: Pick<TrafficOptions, 'run' | 'secrets'>,
): PlannedContainer[] {
  const service = stored(stored(world.ecs.clusters, clusterName)?.services ?? {}, task.serviceName);
  const set = service?.taskSets.find(({ shown }) => shown.id === task.taskSetId);
  const loadBalancers = set?.shown.loadBalancers ?? service?.shown.loadBalancers ?? [];
  const definition = taskDefinitionByArn(world, task.shown.taskDefinitionArn);
  const colour = colourOf(world, loadBalancers[0]?.targetGroupArn, set?.shown.status ?? '');
  return definition.containerDefinitions.map((container): PlannedContainer => {
    const name = container.name ?? '';
    const image = container.image ?? '';
    const balanced = loadBalancers.flatMap(({ containerName, containerPort }) =>
      containerName === name && containerPort !== undefined ? [containerPort] : [],
    );
    const who = {
      image,
      version: imageTag(image),
      task: task.id,
      taskSet: task.taskSetId,
      taskDefinition: definition.taskDefinitionArn,
      colour,
    };
    const mapped = (container.portMappings ?? []).flatMap(({ containerPort }) => containerPort ?? []);
    return {
      name,
      essential: container.essential !== false,
      substitute: substituteFor(name, balanced.length > 0, options.run),
      who,
      identity: identityVariables(who),
      environment: variables(container, options.secrets ?? {}),
      ports: [...new Set([...balanced, ...mapped])],
      balanced,
      dependsOn: container.dependsOn ?? [],
      stopTimeout: container.stopTimeout ?? STOP_TIMEOUT,
      namesEnvironmentFiles: (container.environmentFiles ?? []).length > 0,
    };
  });
}

function substituteFor(name: string, balanced: boolean, run: TrafficOptions['run']): Substitute {
  const command = typeof run === 'string' ? (balanced ? run : undefined) : run && stored(run, name);
  if (command !== undefined) return { kind: 'command', command };
  return balanced ? { kind: 'built-in' } : { kind: 'nothing' };
}

function variables(
  { environment = [], secrets = [] }: ContainerDefinition,
  standIns: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries([
    ...environment.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value ?? '']])),
    ...secrets.flatMap(({ name }) => (name === undefined ? [] : [[name, stored(standIns, name) ?? `local-${name}`]])),
  ]);
}

function identityVariables(who: TaskIdentity): Record<string, string> {
  return {
    BG_DEPLOY_IMAGE: who.image,
    BG_DEPLOY_IMAGE_TAG: who.version,
    BG_DEPLOY_TASK_ID: who.task,
    BG_DEPLOY_TASK_SET: who.taskSet,
    BG_DEPLOY_TASK_DEFINITION: who.taskDefinition,
    BG_DEPLOY_COLOUR: who.colour,
  };
}
