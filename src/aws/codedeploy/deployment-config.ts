import { GetDeploymentConfigCommand, type TrafficRoutingConfig } from '@aws-sdk/client-codedeploy';
import type { TrafficRouting } from '../../domain/traffic.js';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';

/** A deployment configuration. */
export interface DeploymentConfig {
  readonly name: string;
  /** `ECS`, `Lambda` or `Server`. */
  readonly computePlatform: string;
  readonly routing: TrafficRouting;
}

/** @throws `BgDeployError` `aws-not-found` when there is no such configuration */
export async function getDeploymentConfig(
  clients: AwsClients,
  name: string,
  signal?: AbortSignal,
): Promise<DeploymentConfig> {
  const question = { service: 'codedeploy', operation: 'GetDeploymentConfig', resource: name } as const;
  const { deploymentConfigInfo: info } = await asking(question, signal, () =>
    clients.codedeploy.send(new GetDeploymentConfigCommand({ deploymentConfigName: name }), { abortSignal: signal }),
  );
  return {
    name,
    computePlatform: info?.computePlatform ?? 'Server',
    routing: parseRouting(info?.trafficRoutingConfig),
  };
}

function parseRouting(config: TrafficRoutingConfig | undefined): TrafficRouting {
  const { type, timeBasedCanary: canary, timeBasedLinear: linear } = config ?? {};
  if (type === 'TimeBasedCanary') {
    return {
      type,
      percentage: canary?.canaryPercentage ?? 100,
      intervalMinutes: canary?.canaryInterval ?? 0,
    };
  }
  if (type === 'TimeBasedLinear') {
    return {
      type,
      percentage: linear?.linearPercentage ?? 100,
      intervalMinutes: linear?.linearInterval ?? 0,
    };
  }
  return { type: 'AllAtOnce' };
}
