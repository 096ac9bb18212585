import type { DeploymentRecord } from '../world.js';
import { type Cause, endingOf } from './cause.js';

/**
 * Whether a deployment that ends for a cause is rolled back. Until the replacement task set exists there is nothing to
 * roll back; what the caller of `StopDeployment` says goes before the group's setting.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html
 */
export function rollsBack({ creator, parts, group }: DeploymentRecord, cause: Cause): boolean {
  if (creator === 'codeDeployRollback' || !parts?.green) return false;
  if (cause.kind === 'stop-requested' && cause.rollback !== undefined) return cause.rollback;
  const { enabled, events } = group.autoRollbackConfiguration ?? {};
  return enabled === true && (events?.includes(endingOf(cause).rollsBackOn) ?? false);
}
