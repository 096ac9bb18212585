import {
  DeploymentDoesNotExistException$,
  type DeploymentInfo,
  type DeploymentStatus,
} from '@aws-sdk/client-codedeploy';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import { checkDeploymentId } from './identifier.js';
import { withoutContent } from './revision.js';
import type { CodeDeployWorld, DeploymentRecord } from './world.js';

/**
 * The deployment with this id.
 *
 * @throws Fault `DeploymentIdRequiredException`, `InvalidDeploymentIdException`, `DeploymentDoesNotExistException`
 */
export function findDeployment(world: CodeDeployWorld, id: string | undefined): DeploymentRecord {
  const found = stored(world.deployments, checkDeploymentId(id));
  if (!found) throw new Fault(DeploymentDoesNotExistException$, `The deployment ${id} could not be found`);
  return found;
}

/** CodeDeploy's status of a deployment. */
export function statusOf({ phase }: DeploymentRecord): DeploymentStatus {
  switch (phase.name) {
    case 'created':
    case 'rollbackCreated':
      return 'Created';
    case 'ready':
      return 'Ready';
    case 'over':
      return phase.status;
    case 'approaching':
    case 'hooking':
    case 'installing':
    case 'testing':
    case 'shifting':
    case 'terminating':
    case 'finishing':
    case 'returning':
      return 'InProgress';
    case 'restoring':
    case 'closing':
      // Nobody has told it to go on, so it must not look as if somebody had.
      return phase.cause.kind === 'ready-timeout' ? 'Ready' : 'InProgress';
  }
}

/**
 * A deployment as AWS answers it. The overview counts targets, of which there is one, and is absent until the end.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
 */
export function showDeployment(deployment: DeploymentRecord): DeploymentInfo {
  const { phase, group } = deployment;
  const { revision, previousRevision, startTime, completeTime, description, rollbackInfo } = deployment;
  const succeeded = phase.name === 'over' && phase.status === 'Succeeded';
  return {
    applicationName: deployment.applicationName,
    deploymentGroupName: deployment.deploymentGroupName,
    deploymentConfigName: deployment.deploymentConfigName,
    deploymentId: deployment.id,
    ...(previousRevision ? { previousRevision: withoutContent(previousRevision) } : {}),
    ...(revision ? { revision: withoutContent(revision) } : {}),
    status: statusOf(deployment),
    ...(phase.name === 'over' && phase.status !== 'Succeeded' ? { errorInformation: phase.error } : {}),
    createTime: deployment.createTime,
    ...(startTime ? { startTime } : {}),
    ...(completeTime ? { completeTime } : {}),
    ...(phase.name === 'over'
      ? {
          deploymentOverview: {
            Pending: 0,
            InProgress: 0,
            Succeeded: succeeded ? 1 : 0,
            Failed: succeeded ? 0 : 1,
            Skipped: 0,
            Ready: 0,
          },
        }
      : {}),
    ...(description === undefined ? {} : { description }),
    creator: deployment.creator,
    ignoreApplicationStopFailures: false,
    ...(group.autoRollbackConfiguration ? { autoRollbackConfiguration: group.autoRollbackConfiguration } : {}),
    updateOutdatedInstancesOnly: false,
    ...(rollbackInfo ? { rollbackInfo } : {}),
    deploymentStyle: group.deploymentStyle,
    instanceTerminationWaitTimeStarted: deployment.terminationWaitStarted ?? false,
    blueGreenDeploymentConfiguration: group.blueGreenDeploymentConfiguration,
    loadBalancerInfo: group.loadBalancerInfo,
    fileExistsBehavior: 'DISALLOW',
    computePlatform: 'ECS',
    ...(deployment.overrideAlarmConfiguration
      ? { overrideAlarmConfiguration: deployment.overrideAlarmConfiguration }
      : {}),
  };
}
