import type { TriggerEventType } from '@aws-sdk/client-codedeploy';
import type { DeploymentRecord } from '../codedeploy/world.js';
import type { CallContext } from '../operation.js';
import { ACCOUNT } from '../world/world.js';
import { emit } from './emit.js';

/** What EventBridge calls the events that triggers know too. It tells of no rollback but the rollback's own start. */
const STATES: Readonly<Partial<Record<TriggerEventType, string>>> = {
  DeploymentStart: 'START',
  DeploymentReady: 'READY',
  DeploymentSuccess: 'SUCCESS',
  DeploymentFailure: 'FAILURE',
  DeploymentStop: 'STOP',
};

/**
 * Tells of a deployment's change of state.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
 */
export function emitDeploymentStateChange(
  context: CallContext,
  { id, applicationName, deploymentGroupName, deploymentGroupId }: DeploymentRecord,
  event: TriggerEventType,
): void {
  const state = STATES[event];
  if (state === undefined) return;
  const { region } = context.world;
  const arn = `arn:aws:codedeploy:${region}:${ACCOUNT}`;
  emit(context, {
    source: 'aws.codedeploy',
    detailType: 'CodeDeploy Deployment State-change Notification',
    resources: [
      `${arn}:application:${applicationName}`,
      `${arn}:deploymentgroup:${applicationName}/${deploymentGroupName}`,
    ],
    detail: {
      region,
      deploymentId: id,
      // The name is that of the recorded events, which are from before ECS.
      instanceGroupId: deploymentGroupId,
      deploymentGroup: deploymentGroupName,
      state,
      application: applicationName,
    },
  });
}
