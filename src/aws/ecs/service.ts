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

/** A task set of a service under CodeDeploy. */
export interface TaskSet {
  /** `ecs-svc/…` */
  readonly id: string;
  /** `PRIMARY`, `ACTIVE`, `DRAINING` */
  readonly status: string;
  readonly taskDefinitionArn: string;
  /** The deployment that made it; `null` for the one that came with the service. */
  readonly deploymentId: string | null;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** `STEADY_STATE` or `STABILIZING` */
  readonly stability: string;
  readonly targetGroupArn: string | null;
  readonly containerName: string | null;
  readonly containerPort: number | null;
  readonly hasNetwork: boolean;
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
    taskSets: (service.taskSets ?? []).map(parseTaskSet),
    events: (service.events ?? []).flatMap(({ createdAt, message }) =>
      createdAt && message ? [{ at: createdAt, message }] : [],
    ),
  };
}

function parseTaskSet(taskSet: SdkTaskSet): TaskSet {
  const [balancer] = taskSet.loadBalancers ?? [];
  return {
    id: taskSet.id ?? '',
    status: taskSet.status ?? 'Unknown',
    taskDefinitionArn: taskSet.taskDefinition ?? '',
    deploymentId: taskSet.externalId || null,
    desired: taskSet.computedDesiredCount ?? 0,
    running: taskSet.runningCount ?? 0,
    pending: taskSet.pendingCount ?? 0,
    stability: taskSet.stabilityStatus ?? 'STABILIZING',
    targetGroupArn: balancer?.targetGroupArn ?? null,
    containerName: balancer?.containerName ?? null,
    containerPort: balancer?.containerPort ?? null,
    hasNetwork: taskSet.networkConfiguration?.awsvpcConfiguration !== undefined,
  };
}
