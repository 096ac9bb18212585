import { type DeploymentGroupInfo, GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { lastSegment } from '../../domain/arn.js';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';
import { parseTrafficRoute, type TrafficRoute } from './traffic-route.js';
import { parseWaits, type Waits } from './waits.js';

/** A deployment group as CodeDeploy tells of it. */
export interface DeploymentGroup {
  readonly application: string;
  readonly name: string;
  readonly deploymentConfig: string;
  readonly deploymentType: string;
  readonly deploymentOption: string;
  /** Short names, whichever form AWS stored. */
  readonly services: readonly { readonly cluster: string; readonly service: string }[];
  readonly route: TrafficRoute | null;
  readonly waits: Waits;
  readonly autoRollbackEvents: readonly string[];
  readonly lastAttempted: { readonly deploymentId: string; readonly createdAt: Date | null } | null;
}

/** @throws `BgDeployError` `aws-not-found` when the application or the group does not exist */
export async function getDeploymentGroup(
  clients: AwsClients,
  names: { readonly application: string; readonly deploymentGroup: string },
  signal?: AbortSignal,
): Promise<DeploymentGroup> {
  const question = {
    service: 'codedeploy',
    operation: 'GetDeploymentGroup',
    resource: `${names.application}/${names.deploymentGroup}`,
  } as const;
  const { deploymentGroupInfo } = await asking(question, signal, () =>
    clients.codedeploy.send(
      new GetDeploymentGroupCommand({
        applicationName: names.application,
        deploymentGroupName: names.deploymentGroup,
      }),
      { abortSignal: signal },
    ),
  );
  return parseDeploymentGroup(names, deploymentGroupInfo ?? {});
}

function parseDeploymentGroup(
  names: { readonly application: string; readonly deploymentGroup: string },
  info: DeploymentGroupInfo,
): DeploymentGroup {
  const { autoRollbackConfiguration: autoRollback, lastAttemptedDeployment: attempted } = info;
  return {
    application: info.applicationName ?? names.application,
    name: info.deploymentGroupName ?? names.deploymentGroup,
    deploymentConfig: info.deploymentConfigName ?? '',
    deploymentType: info.deploymentStyle?.deploymentType ?? '',
    deploymentOption: info.deploymentStyle?.deploymentOption ?? '',
    services: (info.ecsServices ?? []).map(({ clusterName = 'default', serviceName = '' }) => ({
      cluster: lastSegment(clusterName),
      service: lastSegment(serviceName),
    })),
    route: parseTrafficRoute(info.loadBalancerInfo),
    waits: parseWaits(info.blueGreenDeploymentConfiguration),
    autoRollbackEvents: autoRollback?.enabled ? (autoRollback.events ?? []) : [],
    lastAttempted: attempted?.deploymentId
      ? { deploymentId: attempted.deploymentId, createdAt: attempted.createTime ?? null }
      : null,
  };
}
