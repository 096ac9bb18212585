import type { AppSpecHook } from '../appspec/appspec.js';
import { parseAppSpec } from '../appspec/parse.js';
import type { AwsClients } from '../aws/clients.js';
import { getDeployment, listDeploymentIds } from '../aws/codedeploy/deployment.js';
import { getDeploymentGroup } from '../aws/codedeploy/deployment-group.js';
import { getAppSpecText } from '../aws/codedeploy/revision.js';
import { describeService, primaryTaskSet } from '../aws/ecs/service.js';
import { describeTaskDefinition } from '../aws/ecs/task-definition.js';
import { isBgDeployError } from '../errors.js';
import type { RunningService } from './subject.js';

/** The names under which AWS knows a service. */
export interface ObserveTarget {
  readonly application: string;
  readonly deploymentGroup: string;
  readonly cluster: string;
  readonly service: string;
}

/**
 * Reads a service as it runs: its PRIMARY task set, the task definition of that, and the hooks of the last deployment
 * that succeeded. Changes nothing.
 *
 * @returns `null` where there is no such service
 * @throws `BgDeployError` `aws-access-denied`, `aws-credentials`, `aws-throttled`, `aws-unreachable`
 */
export async function observeService(
  clients: AwsClients,
  target: ObserveTarget,
  signal?: AbortSignal,
): Promise<RunningService | null> {
  const service = await describeService(clients, target.cluster, target.service, signal);
  if (service === null || service.status === 'INACTIVE') return null;
  const tasks = primaryTaskSet(service) ?? service.settings;
  const [registered, release] = await Promise.all([
    describeTaskDefinition(clients, tasks.taskDefinitionArn, signal),
    lastRelease(clients, target, signal),
  ]);
  if (registered === null) return null;
  return {
    taskDefinition: registered.definition,
    tags: registered.tags,
    tasks,
    hooks: release.hooks,
    notes: [
      ...(service.controller === 'CODE_DEPLOY'
        ? []
        : [
            `the service is under the ${service.controller} deployment controller: CodeDeploy releases only services that were created with CODE_DEPLOY`,
          ]),
      ...release.notes,
    ],
  };
}

interface LastRelease {
  readonly hooks: readonly AppSpecHook[];
  readonly notes: readonly string[];
}

async function lastRelease(
  clients: AwsClients,
  target: ObserveTarget,
  signal: AbortSignal | undefined,
): Promise<LastRelease> {
  try {
    await getDeploymentGroup(clients, target, signal);
    const [id] = await listDeploymentIds(clients, target, { statuses: ['Succeeded'] }, signal);
    if (id === undefined) return { hooks: [], notes: [] };
    const { revision } = await getDeployment(clients, id, signal);
    const text = await getAppSpecText(clients, target.application, revision, signal);
    if (text === null) return { hooks: [], notes: [`the appspec of ${id} is not kept by CodeDeploy: add its hooks`] };
    return { hooks: parseAppSpec(text, id).appSpec.hooks, notes: [] };
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    switch (error.code) {
      case 'aws-not-found':
        return {
          hooks: [],
          notes: [
            `there is no deployment group ${target.application}/${target.deploymentGroup}: name it by --application and --deployment-group, or create it by \`bg-deploy bootstrap\``,
          ],
        };
      case 'appspec-invalid':
      case 'template-invalid':
        return { hooks: [], notes: ['the appspec of the last deployment cannot be read: add its hooks'] };
      default:
        throw error;
    }
  }
}
