import {
  type CreateDeploymentCommandInput,
  DescriptionTooLongException$,
  InvalidFileExistsBehaviorException$,
  InvalidInputException$,
  InvalidTargetInstancesException$,
  InvalidUpdateOutdatedInstancesOnlyValueException$,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../fault.js';
import { checkAlarms, checkAutoRollback } from './alarm-and-rollback.js';

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html */
const LONGEST_DESCRIPTION = 256;

/**
 * Refuses what a deployment to ECS cannot have.
 *
 * @throws Fault `DescriptionTooLongException`, `InvalidFileExistsBehaviorException` and their like
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html
 */
export function checkDeploymentRequest(input: CreateDeploymentCommandInput): void {
  if ((input.description?.length ?? 0) > LONGEST_DESCRIPTION) {
    throw new Fault(
      DescriptionTooLongException$,
      `The description is too long: it can have ${LONGEST_DESCRIPTION} characters at most`,
    );
  }
  if (input.fileExistsBehavior) {
    throw new Fault(
      InvalidFileExistsBehaviorException$,
      'For Lambda, ECS and Kubernetes deployment, fileExistsBehavior can not be specified',
    );
  }
  if (input.targetInstances) {
    throw new Fault(InvalidTargetInstancesException$, 'For ECS deployment, targetInstances can not be specified');
  }
  if (input.updateOutdatedInstancesOnly) {
    throw new Fault(
      InvalidUpdateOutdatedInstancesOnlyValueException$,
      'For ECS deployment, updateOutdatedInstancesOnly can not be specified',
    );
  }
  if (input.deploymentMode === 'RESTART') {
    throw new Fault(InvalidInputException$, 'The deployment mode RESTART is for EC2/On-premises deployments only');
  }
  checkAutoRollback(input.autoRollbackConfiguration);
  checkAlarms(input.overrideAlarmConfiguration);
}
