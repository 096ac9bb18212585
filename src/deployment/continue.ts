import type { AwsClients } from '../aws/clients.js';
import { getDeployment, listDeploymentIds } from '../aws/codedeploy/deployment.js';
import { continueDeployment } from '../aws/codedeploy/deployment-control.js';
import { isException } from '../aws/exception.js';
import { ACTIVE_STATUSES, isTerminal } from '../domain/deployment-status.js';
import { BgDeployError, isBgDeployError } from '../errors.js';
import type { ReleaseTarget } from './release.js';

/** The waits that somebody can end: before traffic moves, and before the original task set is terminated. */
export type Wait = 'ready' | 'termination';

/** Which wait of which deployment to end. */
export interface ContinueOptions {
  readonly clients: AwsClients;
  readonly deploymentId: string;
  readonly wait: Wait;
  readonly signal?: AbortSignal;
}

const WAIT_TYPE = { ready: 'READY_WAIT', termination: 'TERMINATION_WAIT' } as const;
const WAIT_NAME: Record<Wait, string> = {
  ready: 'the wait before traffic moves',
  termination: 'the wait before blue is terminated',
};

/**
 * Ends a wait of a deployment.
 *
 * @throws `BgDeployError` `nothing-to-continue` when it is not at that wait
 */
export async function continueWait({ clients, deploymentId, wait, signal }: ContinueOptions): Promise<void> {
  const { status } = await getDeployment(clients, deploymentId, signal);
  if (isTerminal(status) || (wait === 'ready' && status !== 'Ready')) throw notWaiting(deploymentId, wait, status);
  try {
    await continueDeployment(clients, deploymentId, WAIT_TYPE[wait], signal);
  } catch (error) {
    const cause = isBgDeployError(error) ? error.cause : undefined;
    if (isException(cause, 'DeploymentIsNotInReadyState', 'DeploymentAlreadyCompleted', 'InvalidDeploymentStatus')) {
      throw notWaiting(deploymentId, wait, status, error);
    }
    throw error;
  }
}

/**
 * The deployment of a group that is in progress.
 *
 * @throws `BgDeployError` `nothing-to-continue` when there is none
 */
export async function activeDeploymentId(
  clients: AwsClients,
  target: ReleaseTarget,
  signal?: AbortSignal,
): Promise<string> {
  const [active] = await listDeploymentIds(clients, target, { statuses: ACTIVE_STATUSES }, signal);
  if (active !== undefined) return active;
  throw new BgDeployError('nothing-to-continue', `no deployment is in progress in ${target.deploymentGroup}`, {
    remedy: '`bg-deploy status` shows how the latest one ended.',
    resource: target.deploymentGroup,
  });
}

function notWaiting(deploymentId: string, wait: Wait, status: string, cause?: unknown): BgDeployError {
  return new BgDeployError(
    'nothing-to-continue',
    `deployment ${deploymentId} is ${status}, not at ${WAIT_NAME[wait]}`,
    {
      remedy: `\`bg-deploy status ${deploymentId}\` shows where it is.`,
      resource: deploymentId,
      cause,
    },
  );
}
