import type { DeploymentStatus } from '@aws-sdk/client-codedeploy';

/**
 * What each status of a CodeDeploy deployment means for somebody who waits for it. Keyed by AWS's own words, so that a
 * status that AWS adds to its model fails to compile here instead of being taken for "still running" in silence.
 */
const PROGRESS = {
  Created: 'running',
  Queued: 'running',
  InProgress: 'running',
  Baking: 'running',
  Ready: 'waiting',
  Succeeded: 'over',
  Failed: 'over',
  Stopped: 'over',
} as const satisfies Record<DeploymentStatus, 'running' | 'waiting' | 'over'>;

/** The statuses after which a deployment never changes again. */
export type TerminalStatus = {
  [S in DeploymentStatus]: (typeof PROGRESS)[S] extends 'over' ? S : never;
}[DeploymentStatus];

/** Whether a deployment with this status has come to its end. A status that this version does not know has not. */
export function isTerminal(status: string): status is TerminalStatus {
  return status in PROGRESS && PROGRESS[status as DeploymentStatus] === 'over';
}

/** The statuses that keep a deployment group busy: CodeDeploy refuses a second deployment meanwhile. */
export const ACTIVE_STATUSES = (Object.keys(PROGRESS) as DeploymentStatus[]).filter((status) => !isTerminal(status));
