import {
  type DeploymentGroupInfo,
  GetApplicationCommand,
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import type { AwsClients } from '../aws/clients.js';
import { unlessAbsent } from './absent.js';
import type { Observed, ObservedDeploymentGroup } from './observed.js';

export async function observeApplication(
  codedeploy: AwsClients['codedeploy'],
  applicationName: string,
  abortSignal: AbortSignal | undefined,
): Promise<Observed['application']> {
  const answer = await unlessAbsent(
    ['ApplicationDoesNotExist'],
    codedeploy.send(new GetApplicationCommand({ applicationName }), { abortSignal }),
  );
  // Left out, it means servers: CodeDeploy's own default.
  return answer && { computePlatform: answer.application?.computePlatform ?? 'Server' };
}

export async function observeDeploymentGroup(
  codedeploy: AwsClients['codedeploy'],
  applicationName: string,
  deploymentGroupName: string,
  abortSignal: AbortSignal | undefined,
): Promise<ObservedDeploymentGroup | undefined> {
  const answer = await unlessAbsent(
    ['ApplicationDoesNotExist', 'DeploymentGroupDoesNotExist'],
    codedeploy.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }), { abortSignal }),
  );
  return answer?.deploymentGroupInfo && describe(answer.deploymentGroupInfo);
}

/** `undefined` where no configuration was asked about. */
export async function observeDeploymentConfig(
  codedeploy: AwsClients['codedeploy'],
  deploymentConfigName: string | undefined,
  abortSignal: AbortSignal | undefined,
): Promise<boolean | undefined> {
  if (deploymentConfigName === undefined) return undefined;
  const answer = await unlessAbsent(
    ['DeploymentConfigDoesNotExist'],
    codedeploy.send(new GetDeploymentConfigCommand({ deploymentConfigName }), { abortSignal }),
  );
  return answer !== undefined;
}

function describe(group: DeploymentGroupInfo): ObservedDeploymentGroup {
  const pair = group.loadBalancerInfo?.targetGroupPairInfoList?.[0];
  const production = pair?.prodTrafficRoute?.listenerArns?.[0];
  const test = pair?.testTrafficRoute?.listenerArns?.[0];
  const ready = group.blueGreenDeploymentConfiguration?.deploymentReadyOption;
  const termination = group.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess;
  const rollback = group.autoRollbackConfiguration;
  return {
    deploymentConfig: group.deploymentConfigName ?? '',
    roleArn: group.serviceRoleArn ?? '',
    deploymentType: group.deploymentStyle?.deploymentType ?? 'IN_PLACE',
    services: (group.ecsServices ?? []).map(({ clusterName, serviceName }) => ({
      cluster: clusterName ?? '',
      service: serviceName ?? '',
    })),
    targetGroupNames: (pair?.targetGroups ?? []).flatMap(({ name }) => (name ? [name] : [])),
    ...(production ? { productionListenerArn: production } : {}),
    ...(test ? { testListenerArn: test } : {}),
    readyAction: ready?.actionOnTimeout ?? 'CONTINUE_DEPLOYMENT',
    readyWaitMinutes: ready?.waitTimeInMinutes ?? 0,
    terminationWaitMinutes: termination?.terminationWaitTimeInMinutes ?? 0,
    rollbackEvents: rollback?.enabled ? (rollback.events ?? []) : [],
  };
}
