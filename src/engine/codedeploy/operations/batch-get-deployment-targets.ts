import {
  type BatchGetDeploymentTargetsCommandInput,
  type BatchGetDeploymentTargetsCommandOutput,
  DeploymentTargetListSizeExceededException$,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findDeployment } from '../deployment.js';
import { required } from '../missing-member.js';
import { serviceRole } from '../role.js';
import { checkStarted, showTarget } from '../target.js';

/**
 * Tells about targets of a deployment. A deployment to ECS has exactly one, so the list must have one item.
 *
 * @throws Fault `DeploymentTargetListSizeExceededException`, `DeploymentNotStartedException`,
 *   `DeploymentTargetDoesNotExistException`
 */
export function batchGetDeploymentTargets(
  input: BatchGetDeploymentTargetsCommandInput,
  context: CallContext,
): Answer<BatchGetDeploymentTargetsCommandOutput> {
  const deployment = findDeployment(context.world.codedeploy, input.deploymentId);
  const [targetId, ...more] = input.targetIds ?? [];
  if (more.length > 0) {
    throw new Fault(
      DeploymentTargetListSizeExceededException$,
      'The target list of an Amazon ECS deployment must have exactly one item',
    );
  }
  checkStarted(deployment);
  return { deploymentTargets: [showTarget(deployment, required(targetId, 'targetIds'), serviceRole(context))] };
}
