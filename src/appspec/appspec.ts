import type { HookEventName } from '../domain/lifecycle-event.js';

/**
 * What an AppSpec for Amazon ECS says, once it has been read and checked.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export interface AppSpec {
  /** The task definition's ARN, or the placeholder that stands for it until it is registered. */
  readonly taskDefinition: string;
  readonly containerName: string;
  readonly containerPort: number;
  readonly platformVersion?: string;
  readonly network?: AwsvpcNetwork;
  readonly capacityProviders?: readonly CapacityProvider[];
  /** In the order in which they stand in the file. */
  readonly hooks: readonly AppSpecHook[];
}

/** The network of the replacement tasks; where absent, they take the service's. */
export interface AwsvpcNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: 'ENABLED' | 'DISABLED';
}

/** One entry of the capacity provider strategy. */
export interface CapacityProvider {
  readonly name: string;
  readonly base?: number;
  readonly weight?: number;
}

/** A validation function and the event at which CodeDeploy runs it. */
export interface AppSpecHook {
  readonly event: HookEventName;
  /** The name or ARN of a Lambda function. */
  readonly function: string;
}

/** CodePipeline's placeholder for the task definition's ARN. */
export const TASK_DEFINITION_PLACEHOLDER = '<TASK_DEFINITION>';
