import type { TrafficRouting } from '../domain/traffic.js';
import { namesOf, type ReleaseTarget } from '../preflight/release-target.js';

export { namesOf, type ReleaseTarget };

/** What stays the same about a deployment from its creation to its end. */
export interface Release extends ReleaseTarget {
  readonly deploymentId: string;
  readonly deploymentConfig: string;
  /** How production traffic moves; `null` where the configuration could not be read. */
  readonly routing: TrafficRouting | null;
  /** What is released. */
  readonly taskDefinitionArn: string | null;
  /** What served when it began. */
  readonly previousTaskDefinitionArn: string | null;
  readonly description: string | null;
}

/** `family:revision` of a task definition's ARN. */
export function shortTaskDefinition(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The ARN of another revision in the same account and region, by `family:revision`. */
export function siblingArn(arn: string, short: string): string {
  return `${arn.slice(0, arn.lastIndexOf('/') + 1)}${short}`;
}
