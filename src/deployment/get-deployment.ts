import type { AwsClients } from '../aws/clients.js';
import { getDeployment as readDeployment } from '../aws/codedeploy/deployment.js';
import { getDeploymentConfig } from '../aws/codedeploy/deployment-config.js';
import { getDeploymentGroup } from '../aws/codedeploy/deployment-group.js';
import { BgDeployError, isBgDeployError } from '../errors.js';
import { readDescription } from './description.js';
import { createHandle, type DeploymentHandle, deadlineAfter, type HandleOptions } from './handle.js';
import { previousTaskDefinition } from './previous.js';
import type { Release } from './release.js';
import { taskDefinitionOf } from './released.js';

/**
 * The handle of a deployment that was started elsewhere, by bg-deploy or by anything else. Its events begin from the
 * beginning and its verdict is the one that whoever started it sees: what was released is read from its AppSpec, what
 * served before from its description, or from its original task set, or from the success before it.
 *
 * @throws `BgDeployError` `aws-not-found` when there is no such deployment
 * @example
 * ```ts
 * const result = await (await getDeployment('d-ABCDEF123', { clients })).result();
 * ```
 */
export async function getDeployment(deploymentId: string, options: HandleOptions): Promise<DeploymentHandle> {
  const { clients, clock, timeout, signal } = options;
  const deadline = deadlineAfter(timeout, clock);
  const release = await readRelease(clients, deploymentId, signal);
  const restores = readDescription(release.description).restores !== null;
  return createHandle({ clients, clock, release, deadline, intent: restores ? 'restore' : 'release', attached: true });
}

/** What stays the same about a deployment, read from AWS. */
export async function readRelease(clients: AwsClients, deploymentId: string, signal?: AbortSignal): Promise<Release> {
  const deployment = await readDeployment(clients, deploymentId, signal);
  const { application, deploymentGroup, deploymentConfig } = deployment;
  const [group, config, taskDefinitionArn] = await Promise.all([
    getDeploymentGroup(clients, deployment, signal),
    // Without it, steps of the traffic are seen a little later, and nothing else.
    getDeploymentConfig(clients, deploymentConfig, signal).catch((error: unknown) => {
      if (isBgDeployError(error) && ['aws-not-found', 'aws-access-denied'].includes(error.code)) return null;
      throw error;
    }),
    taskDefinitionOf(clients, deployment, signal),
  ]);
  const [service] = group.services;
  if (!service) {
    throw new BgDeployError('aws-not-found', `deployment ${deploymentId} is not one of an ECS service`, {
      remedy: `The deployment group ${deploymentGroup} names no ECS service; bg-deploy watches only those that do.`,
      resource: deploymentId,
    });
  }
  return {
    deploymentId,
    application,
    deploymentGroup,
    cluster: service.cluster,
    service: service.service,
    deploymentConfig,
    routing: config?.routing ?? null,
    taskDefinitionArn,
    previousTaskDefinitionArn: await previousTaskDefinition(clients, deployment, service, taskDefinitionArn, signal),
    description: deployment.description,
  };
}
