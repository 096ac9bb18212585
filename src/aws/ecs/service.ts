import { DescribeServicesCommand, type Service as SdkService, type TaskSet as SdkTaskSet } from '@aws-sdk/client-ecs';
import { isBgDeployError } from '../../errors.js';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';

/** An ECS service as a release sees it. */
export interface Service {
  readonly arn: string;
  /** `ACTIVE`, `DRAINING`, `INACTIVE` */
  readonly status: string;
  /** `CODE_DEPLOY`, `ECS`, `EXTERNAL` */
  readonly controller: string;
  readonly desired: number;
  readonly launchType: string | null;
  /** What the service itself says of its tasks; for what serves, ask its PRIMARY task set. */
  readonly settings: TaskSettings;
  /** The truth about what runs: the service's own task definition misleads while a deployment is on. */
  readonly taskSets: readonly TaskSet[];
  /** What the service scheduler has to say, newest first. */
  readonly events: readonly ServiceEvent[];
}

/** A sentence of the service scheduler. */
export interface ServiceEvent {
  readonly at: Date;
  readonly message: string;
}

/** What tasks run, where, and behind what. */
export interface TaskSettings {
  readonly taskDefinitionArn: string;
  readonly containerName: string | null;
  readonly containerPort: number | null;
  /** `FARGATE`, `EC2`, `EXTERNAL`; `null` where a capacity provider strategy decides. */
  readonly launchType: string | null;
  /** Of Fargate, e.g. `LATEST` or `1.4.0`. */
  readonly platformVersion: string | null;
  /** `null` where the tasks have no network interface of their own. */
  readonly network: TaskNetwork | null;
  readonly capacityProviders: readonly CapacityProviderShare[];
}

/** The network of tasks with an interface of their own. */
export interface TaskNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: 'ENABLED' | 'DISABLED';
}

/** An item of a capacity provider strategy. */
export interface CapacityProviderShare {
  readonly name: string;
  readonly base: number;
  readonly weight: number;
}

/** A task set of a service under CodeDeploy. */
export interface TaskSet extends TaskSettings {
  /** `ecs-svc/…` */
  readonly id: string;
  /** `PRIMARY`, `ACTIVE`, `DRAINING` */
  readonly status: string;
  /** The deployment that made it; `null` for the one that came with the service. */
  readonly deploymentId: string | null;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** `STEADY_STATE` or `STABILIZING` */
  readonly stability: string;
  readonly targetGroupArn: string | null;
}

/** A service, or `null` where the cluster or the service does not exist. */
export async function describeService(
  clients: AwsClients,
  cluster: string,
  service: string,
  signal?: AbortSignal,
): Promise<Service | null> {
  const question = { service: 'ecs', operation: 'DescribeServices', resource: `${cluster}/${service}` } as const;
  try {
    const { services = [] } = await asking(question, signal, () =>
      clients.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }), { abortSignal: signal }),
    );
    const [found] = services;
    return found ? parseService(found) : null;
  } catch (error) {
    if (isBgDeployError(error) && error.code === 'aws-not-found') return null;
    throw error;
  }
}

/** The task set that serves production. */
export function primaryTaskSet(service: Service): TaskSet | undefined {
  return service.taskSets.find(({ status }) => status === 'PRIMARY');
}

function parseService(service: SdkService): Service {
  return {
    arn: service.serviceArn ?? '',
    status: service.status ?? 'Unknown',
    controller: service.deploymentController?.type ?? 'ECS',
    desired: service.desiredCount ?? 0,
    launchType: service.launchType ?? null,
    settings: parseSettings(service),
    taskSets: (service.taskSets ?? []).map(parseTaskSet),
    events: (service.events ?? []).flatMap(({ createdAt, message }) =>
      createdAt && message ? [{ at: createdAt, message }] : [],
    ),
  };
}

function parseTaskSet(taskSet: SdkTaskSet): TaskSet {
  return {
    ...parseSettings(taskSet),
    id: taskSet.id ?? '',
    status: taskSet.status ?? 'Unknown',
    deploymentId: taskSet.externalId || null,
    desired: taskSet.computedDesiredCount ?? 0,
    running: taskSet.runningCount ?? 0,
    pending: taskSet.pendingCount ?? 0,
    stability: taskSet.stabilityStatus ?? 'STABILIZING',
    targetGroupArn: taskSet.loadBalancers?.[0]?.targetGroupArn ?? null,
  };
}

function parseSettings(from: SdkService | SdkTaskSet): TaskSettings {
  const [balancer] = from.loadBalancers ?? [];
  const network = from.networkConfiguration?.awsvpcConfiguration;
  return {
    taskDefinitionArn: from.taskDefinition ?? '',
    containerName: balancer?.containerName ?? null,
    containerPort: balancer?.containerPort ?? null,
    launchType: from.launchType ?? null,
    platformVersion: from.platformVersion ?? null,
    network: network
      ? {
          subnets: network.subnets ?? [],
          securityGroups: network.securityGroups ?? [],
          assignPublicIp: network.assignPublicIp === 'ENABLED' ? 'ENABLED' : 'DISABLED',
        }
      : null,
    capacityProviders: (from.capacityProviderStrategy ?? []).map(({ capacityProvider, base, weight }) => ({
      name: capacityProvider ?? '',
      base: base ?? 0,
      weight: weight ?? 0,
    })),
  };
}
