import {
  InvalidLifecycleEventHookExecutionIdException$,
  InvalidLifecycleEventHookExecutionStatusException$,
  LifecycleEventAlreadyCompletedException$,
  type PutLifecycleEventHookExecutionStatusCommandInput,
  type PutLifecycleEventHookExecutionStatusCommandOutput,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findDeployment } from '../deployment.js';
import { fire } from '../machine/fire.js';
import { sceneOf } from '../machine/scene.js';

/**
 * Takes the report of a Lambda function that validates a deployment.
 *
 * @throws Fault `InvalidLifecycleEventHookExecutionStatusException` for anything but `Succeeded` and `Failed`;
 *   `InvalidLifecycleEventHookExecutionIdException`; `LifecycleEventAlreadyCompletedException` for a report that comes
 *   too late or twice
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_PutLifecycleEventHookExecutionStatus.html
 */
export function putLifecycleEventHookExecutionStatus(
  input: PutLifecycleEventHookExecutionStatusCommandInput,
  context: CallContext,
): Answer<PutLifecycleEventHookExecutionStatusCommandOutput> {
  const { lifecycleEventHookExecutionId: id, status } = input;
  const deployment = findDeployment(context.world.codedeploy, input.deploymentId);
  if (status !== 'Succeeded' && status !== 'Failed') {
    throw new Fault(
      InvalidLifecycleEventHookExecutionStatusException$,
      `The lifecycle event hook execution status must be Succeeded or Failed, not ${status}`,
    );
  }
  const event = deployment.events.find(({ hook }) => hook && hook.executionId === id);
  if (!event) {
    throw new Fault(
      InvalidLifecycleEventHookExecutionIdException$,
      'The lifecycle event hook execution ID is not valid for the deployment',
    );
  }
  if (
    event.status !== 'InProgress' ||
    !fire(sceneOf(deployment, context), status === 'Succeeded' ? 'hookSucceeded' : 'hookFailed')
  ) {
    throw new Fault(
      LifecycleEventAlreadyCompletedException$,
      `The lifecycle event ${event.name} has already completed`,
    );
  }
  return { lifecycleEventHookExecutionId: id };
}
