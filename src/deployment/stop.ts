import type { AwsClients } from '../aws/clients.js';
import { stopDeployment } from '../aws/codedeploy/deployment-control.js';
import { isException } from '../aws/exception.js';
import { isBgDeployError } from '../errors.js';

/** What to stop, and how. */
export interface StopOptions {
  readonly clients: AwsClients;
  readonly deploymentId: string;
  /**
   * Whether traffic is sent back to the original task set. Without it everything stays as it is at that moment, weights
   * included, unless the deployment group rolls back on request by itself.
   */
  readonly rollback: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Asks CodeDeploy to stop a deployment.
 *
 * @returns `over`: it had ended before the request arrived
 */
export async function stop({ clients, deploymentId, rollback, signal }: StopOptions): Promise<'stopping' | 'over'> {
  try {
    await stopDeployment(clients, deploymentId, rollback, signal);
    return 'stopping';
  } catch (error) {
    const cause = isBgDeployError(error) ? error.cause : undefined;
    if (isException(cause, 'DeploymentAlreadyCompleted')) return 'over';
    throw error;
  }
}
