import type { CallContext } from '../../operation.js';
import type { ServiceRole } from '../role.js';
import { serviceRole } from '../role.js';
import type { DeploymentParts, DeploymentRecord, EventRecord } from '../world.js';

/** A deployment at an instant, with the role that it acts in. */
export interface Scene {
  readonly deployment: DeploymentRecord;
  readonly context: CallContext;
  readonly role: ServiceRole;
}

/** Sets the scene for a deployment. */
export function sceneOf(deployment: DeploymentRecord, context: CallContext): Scene {
  return { deployment, context, role: serviceRole(context, deployment) };
}

/** What the deployment has found out, past its inspection. */
export function partsOf({ id, parts }: DeploymentRecord): DeploymentParts {
  if (!parts) throw new Error(`The deployment ${id} has gone on without its inspection`);
  return parts;
}

/** The event that runs. */
export function runningEvent({ events }: DeploymentRecord): EventRecord | undefined {
  return events.find(({ status }) => status === 'InProgress');
}

/** The service, as ECS's operations name it. */
export function serviceOf({ cluster, service }: DeploymentRecord): { cluster: string; service: string } {
  return { cluster, service };
}
