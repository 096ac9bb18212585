import {
  DeploymentAlreadyCompletedException$,
  DeploymentIsNotInReadyStateException$,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../fault.js';
import type { CallContext } from '../operation.js';
import { findDeployment } from './deployment.js';
import { fire } from './machine/fire.js';
import { sceneOf } from './machine/scene.js';
import type { DeploymentRecord } from './world.js';

/**
 * Refuses what cannot be done with a deployment that is over.
 *
 * @throws Fault `DeploymentAlreadyCompletedException`
 */
export function checkNotCompleted({ id, phase }: DeploymentRecord): void {
  if (phase.name === 'over') {
    throw new Fault(DeploymentAlreadyCompletedException$, `The deployment ${id} has already completed`);
  }
}

/**
 * Ends a wait of a deployment.
 *
 * @throws Fault `DeploymentAlreadyCompletedException`, `DeploymentIsNotInReadyStateException` when it does not wait so
 */
export function endWait(
  context: CallContext,
  deploymentId: string | undefined,
  trigger: 'continueReady' | 'continueTermination',
): void {
  const deployment = findDeployment(context.world.codedeploy, deploymentId);
  checkNotCompleted(deployment);
  if (!fire(sceneOf(deployment, context), trigger)) {
    throw new Fault(
      DeploymentIsNotInReadyStateException$,
      `The deployment ${deployment.id} does not have a status of Ready and can't continue yet`,
    );
  }
}
