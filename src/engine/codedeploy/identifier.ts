import { DeploymentIdRequiredException$, InvalidDeploymentIdException$ } from '@aws-sdk/client-codedeploy';
import { Fault } from '../fault.js';
import type { Random } from '../operation.js';
import { ACCOUNT } from '../world/world.js';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An ARN of CodeDeploy. */
export function codedeployArn(region: string, resource: string): string {
  return `arn:aws:codedeploy:${region}:${ACCOUNT}:${resource}`;
}

/** A deployment's id: `d-` and 9 capital letters or digits. */
export function newDeploymentId(random: Random): string {
  return `d-${random.text(9, LETTERS_AND_DIGITS)}`;
}

/** What a Lambda function proves with that it answers for a lifecycle event: opaque text. */
export function newHookExecutionId(random: Random): string {
  return Buffer.from(random.uuid() + random.uuid()).toString('base64url');
}

/**
 * Checks the form of a deployment's id.
 *
 * @throws Fault `DeploymentIdRequiredException`, `InvalidDeploymentIdException`
 */
export function checkDeploymentId(id: string | undefined): string {
  if (!id) throw new Fault(DeploymentIdRequiredException$, 'Deployment Id must be specified.');
  if (!/^d-[A-Z0-9]{9}$/.test(id)) {
    throw new Fault(InvalidDeploymentIdException$, `Specified DeploymentId is not in the valid format: ${id}`);
  }
  return id;
}
