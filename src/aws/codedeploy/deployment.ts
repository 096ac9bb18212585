import {
  BatchGetDeploymentsCommand,
  type DeploymentInfo,
  type DeploymentStatus,
  GetDeploymentCommand,
  ListDeploymentsCommand,
  type RevisionLocation,
} from '@aws-sdk/client-codedeploy';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';
import { allPages } from '../pages.js';
import { parseTrafficRoute, type TrafficRoute } from './traffic-route.js';
import { parseWaits, type Waits } from './waits.js';

/** A deployment as CodeDeploy tells of it. */
export interface Deployment {
  readonly id: string;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly deploymentConfig: string;
  /** CodeDeploy's word; may be one that this version does not know. */
  readonly status: string;
  /** Who made it: `user`, `codeDeployRollback`, … */
  readonly creator: string;
  readonly description: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly rollback: RollbackLinks;
  /** The causes for which CodeDeploy rolls back by itself: `DEPLOYMENT_FAILURE`, … */
  readonly autoRollbackEvents: readonly string[];
  readonly waits: Waits;
  /** Whether the wait before the original task set is terminated has begun. */
  readonly terminationWaitStarted: boolean;
  readonly route: TrafficRoute | null;
  readonly revision: RevisionLocation | null;
}

/** How a deployment and the one that rolls it back name each other. */
export interface RollbackLinks {
  /** The deployment that rolls this one back. */
  readonly rolledBackBy: string | null;
  /** The deployment that this one rolls back. */
  readonly rollsBack: string | null;
  readonly message: string | null;
}

/** @throws `BgDeployError` `aws-not-found` when there is no such deployment */
export async function getDeployment(clients: AwsClients, id: string, signal?: AbortSignal): Promise<Deployment> {
  const question = { service: 'codedeploy', operation: 'GetDeployment', resource: id } as const;
  const { deploymentInfo } = await asking(question, signal, () =>
    clients.codedeploy.send(new GetDeploymentCommand({ deploymentId: id }), { abortSignal: signal }),
  );
  return parseDeployment({ deploymentId: id, ...deploymentInfo });
}

/** BatchGetDeployments takes 25 ids; the limits page speaks of 100, so the smaller number holds everywhere. */
const BATCH = 25;

/** Deployments by id, in the order of their creation, oldest first. */
export async function getDeployments(
  clients: AwsClients,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Deployment[]> {
  const found: Deployment[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const deploymentIds = ids.slice(from, from + BATCH);
    const { deploymentsInfo = [] } = await asking(
      { service: 'codedeploy', operation: 'BatchGetDeployments' },
      signal,
      () => clients.codedeploy.send(new BatchGetDeploymentsCommand({ deploymentIds }), { abortSignal: signal }),
    );
    found.push(...deploymentsInfo.map(parseDeployment));
  }
  return found.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

/** The ids of a group's deployments, in no particular order: CodeDeploy promises none. */
export function listDeploymentIds(
  clients: AwsClients,
  group: { readonly application: string; readonly deploymentGroup: string },
  filter: { readonly statuses?: readonly DeploymentStatus[]; readonly since?: Date } = {},
  signal?: AbortSignal,
): Promise<string[]> {
  const question = { service: 'codedeploy', operation: 'ListDeployments', resource: group.deploymentGroup } as const;
  return allPages(async (nextToken) => {
    const page = await asking(question, signal, () =>
      clients.codedeploy.send(
        new ListDeploymentsCommand({
          applicationName: group.application,
          deploymentGroupName: group.deploymentGroup,
          ...(filter.statuses ? { includeOnlyStatuses: [...filter.statuses] } : {}),
          ...(filter.since ? { createTimeRange: { start: filter.since } } : {}),
          ...(nextToken ? { nextToken } : {}),
        }),
        { abortSignal: signal },
      ),
    );
    return { items: page.deployments ?? [], next: page.nextToken };
  });
}

/** SDK shape to domain type: everything that AWS leaves out gets a value here, once. */
export function parseDeployment(info: DeploymentInfo): Deployment {
  const { errorInformation, rollbackInfo, autoRollbackConfiguration } = info;
  return {
    id: info.deploymentId ?? '',
    application: info.applicationName ?? '',
    deploymentGroup: info.deploymentGroupName ?? '',
    deploymentConfig: info.deploymentConfigName ?? '',
    status: info.status ?? 'Unknown',
    creator: info.creator ?? 'user',
    description: info.description || null,
    createdAt: info.createTime ?? new Date(0),
    startedAt: info.startTime ?? null,
    completedAt: info.completeTime ?? null,
    error: errorInformation?.code ? { code: errorInformation.code, message: errorInformation.message ?? '' } : null,
    rollback: {
      rolledBackBy: rollbackInfo?.rollbackDeploymentId || null,
      rollsBack: rollbackInfo?.rollbackTriggeringDeploymentId || null,
      message: rollbackInfo?.rollbackMessage || null,
    },
    autoRollbackEvents: autoRollbackConfiguration?.enabled ? (autoRollbackConfiguration.events ?? []) : [],
    waits: parseWaits(info.blueGreenDeploymentConfiguration),
    terminationWaitStarted: info.instanceTerminationWaitTimeStarted ?? false,
    route: parseTrafficRoute(info.loadBalancerInfo),
    revision: info.revision ?? null,
  };
}
