import { type DeploymentGroupInfo, GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { asking } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { getComputePlatform } from '../aws/codedeploy/application.js';
import { getDeploymentConfig } from '../aws/codedeploy/deployment-config.js';
import { parseTrafficRoute } from '../aws/codedeploy/traffic-route.js';
import { parseWaits } from '../aws/codedeploy/waits.js';
import { lastSegment } from '../domain/arn.js';
import { unlessAbsent } from './absent.js';
import type { Observed, ObservedDeploymentGroup } from './observed.js';
import type { BootstrapWish } from './wish.js';

/** The application, by its name. */
export async function observeApplication(
  clients: AwsClients,
  application: string,
  signal: AbortSignal | undefined,
): Promise<Observed['application']> {
  const computePlatform = await unlessAbsent(getComputePlatform(clients, application, signal));
  return computePlatform === undefined ? undefined : { computePlatform };
}

/** `undefined` where no configuration was asked about. */
export async function observeDeploymentConfig(
  clients: AwsClients,
  name: string | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean | undefined> {
  if (name === undefined) return undefined;
  return (await unlessAbsent(getDeploymentConfig(clients, name, signal))) !== undefined;
}

/** The deployment group; absent also where its application is. */
export async function observeDeploymentGroup(
  clients: AwsClients,
  { application, deploymentGroup }: Pick<BootstrapWish, 'application' | 'deploymentGroup'>,
  signal: AbortSignal | undefined,
): Promise<ObservedDeploymentGroup | undefined> {
  const resource = `${application}/${deploymentGroup}`;
  const request = new GetDeploymentGroupCommand({
    applicationName: application,
    deploymentGroupName: deploymentGroup,
  });
  const answer = await unlessAbsent(
    asking({ service: 'codedeploy', operation: 'GetDeploymentGroup', resource }, signal, () =>
      clients.codedeploy.send(request, { abortSignal: signal }),
    ),
  );
  return answer?.deploymentGroupInfo && describe(answer.deploymentGroupInfo);
}

function describe(group: DeploymentGroupInfo): ObservedDeploymentGroup {
  const route = parseTrafficRoute(group.loadBalancerInfo);
  const waits = parseWaits(group.blueGreenDeploymentConfiguration);
  const rollback = group.autoRollbackConfiguration;
  return {
    deploymentConfig: group.deploymentConfigName ?? '',
    roleArn: group.serviceRoleArn ?? '',
    deploymentType: group.deploymentStyle?.deploymentType ?? 'IN_PLACE',
    // CodeDeploy stores names or ARNs, whichever it was given.
    services: (group.ecsServices ?? []).map(({ clusterName = 'default', serviceName = '' }) => ({
      cluster: lastSegment(clusterName),
      service: lastSegment(serviceName),
    })),
    targetGroupNames: route?.targetGroups ?? [],
    productionListenerArn: route?.productionListener ?? null,
    testListenerArn: route?.testListener ?? null,
    readyWaitMinutes: waits.readyMinutes ?? 0,
    terminationWaitMinutes: waits.terminationMinutes,
    rollbackEvents: rollback?.enabled ? (rollback.events ?? []) : [],
  };
}
