import type { DeploymentRecord, KnownGroup } from '../../codedeploy/world.js';
import { stored } from '../../elbv2/lookup.js';
import type { CallContext } from '../../operation.js';

/** What somebody intervenes in. */
export interface Concern {
  readonly context: CallContext;
  readonly group: KnownGroup;
  /** Absent: it has not been created yet. */
  readonly deployment?: DeploymentRecord;
  /** The text of the AppSpec, where it came with the request. */
  readonly appSpec?: string;
}

/** The group that a deployment belongs to, as it is now. */
export function concernOf(context: CallContext, deployment: DeploymentRecord): Concern | undefined {
  const group = groupNamed(context, deployment.applicationName, deployment.deploymentGroupName);
  return group && { context, group, deployment };
}

/** The group with these names. */
export function groupNamed(
  { world: { codedeploy } }: CallContext,
  application: string | undefined,
  group: string | undefined,
): KnownGroup | undefined {
  return stored(stored(codedeploy.applications, application)?.groups ?? {}, group)?.shown;
}
