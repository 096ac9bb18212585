import type { GetDeploymentTargetCommandInput, GetDeploymentTargetCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findDeployment } from '../deployment.js';
import { required } from '../missing-member.js';
import { serviceRole } from '../role.js';
import { checkStarted, showTarget } from '../target.js';

/**
 * Tells about the target of a deployment: its lifecycle events, its task sets and the traffic that each has.
 *
 * @throws Fault `DeploymentNotStartedException`, `DeploymentTargetDoesNotExistException`
 */
export function getDeploymentTarget(
  input: GetDeploymentTargetCommandInput,
  context: CallContext,
): Answer<GetDeploymentTargetCommandOutput> {
  const deployment = findDeployment(context.world.codedeploy, input.deploymentId);
  const targetId = required(input.targetId, 'targetId');
  checkStarted(deployment);
  return { deploymentTarget: showTarget(deployment, targetId, serviceRole(context)) };
}
