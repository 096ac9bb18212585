import { newDeploymentId } from '../../identifier.js';
import { notify } from '../../trigger-notification.js';
import type { DeploymentRecord } from '../../world.js';
import { eventRecords } from '../event-record.js';
import type { Scene } from '../scene.js';
import { timerOf } from '../timing.js';

/**
 * Creates the deployment that stands for the rollback. It is always a deployment of its own, all at once, whatever the
 * group's configuration; the traffic is back already.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html
 */
export function launchRollback(scene: Scene): undefined {
  const { deployment, context } = scene;
  if (deployment.phase.name !== 'closing' || !deployment.phase.rollback) return;
  const { now, random, world } = context;
  const { revision, previousRevision, parts, testTrafficMoved: _moved, ...rest } = deployment;
  const id = newDeploymentId(random);
  const rollback: DeploymentRecord = {
    id,
    applicationName: rest.applicationName,
    deploymentGroupName: rest.deploymentGroupName,
    deploymentGroupId: rest.deploymentGroupId,
    creator: 'codeDeployRollback',
    deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
    routing: { type: 'AllAtOnce' },
    group: rest.group,
    cluster: rest.cluster,
    service: rest.service,
    ...(previousRevision ? { revision: previousRevision } : {}),
    ...(revision ? { previousRevision: revision } : {}),
    createTime: now,
    updatedAt: now,
    stations: [],
    phase: { name: 'rollbackCreated', timer: timerOf('rollbackCreated', context) },
    events: eventRecords(rest.events.map(({ name }) => name)),
    ...(parts ? { parts: structuredClone(parts) } : {}),
    shifts: 0,
    ...(rest.restoreFailure ? { restoreFailure: rest.restoreFailure } : {}),
    rollbackInfo: {
      rollbackTriggeringDeploymentId: deployment.id,
      rollbackMessage: `Deployment ${id} is triggered to roll back deployment ${deployment.id}.`,
    },
  };
  world.codedeploy.deployments[id] = rollback;
  deployment.rollbackInfo = {
    rollbackDeploymentId: id,
    rollbackMessage: `Deployment ${deployment.id} terminated. Automatic rollback is triggered with a DeploymentId ${id}.`,
  };
  notify(scene, 'DeploymentRollback');
}
