import type { AwsClients } from '../aws/clients.js';
import { type Deployment, getDeployments, listDeploymentIds } from '../aws/codedeploy/deployment.js';
import { type DeploymentTarget, ecsTargetId, getDeploymentTarget } from '../aws/codedeploy/deployment-target.js';
import { describeService } from '../aws/ecs/service.js';
import { readDescription } from './description.js';
import { siblingArn } from './release.js';
import { taskDefinitionOf } from './released.js';

/**
 * What served before a deployment. Its description says so where bg-deploy made it; of one that something else made,
 * the original task set while there is one, and afterwards the last success before it.
 */
export async function previousTaskDefinition(
  clients: AwsClients,
  deployment: Deployment,
  service: { readonly cluster: string; readonly service: string },
  ownArn: string | null,
  signal?: AbortSignal,
): Promise<string | null> {
  const { from } = readDescription(deployment.description);
  if (from !== null) return ownArn === null || from.startsWith('arn:') ? from : siblingArn(ownArn, from);

  const targetId = ecsTargetId(service.cluster, service.service);
  const [target, found] = await Promise.all([
    getDeploymentTarget(clients, deployment.id, targetId, signal),
    describeService(clients, service.cluster, service.service, signal),
  ]);
  const blueId = idOfBlue(target);
  const blue = found?.taskSets.find(({ id }) => id === blueId);
  if (blue) return blue.taskDefinitionArn;

  const ids = await listDeploymentIds(clients, deployment, { statuses: ['Succeeded'] }, signal);
  const before = (await getDeployments(clients, ids, signal)).findLast(
    ({ createdAt, creator }) => createdAt < deployment.createdAt && creator !== 'codeDeployRollback',
  );
  return before ? taskDefinitionOf(clients, before, signal) : null;
}

function idOfBlue(target: DeploymentTarget | null): string | undefined {
  return target?.taskSets.find(({ label }) => label === 'Blue')?.id;
}
