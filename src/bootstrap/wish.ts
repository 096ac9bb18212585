import type {
  AwsVpcConfiguration,
  CapacityProviderStrategyItem,
  LaunchType,
  RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import type { TargetTypeEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ResourceNames } from './names.js';

/** The deployment configuration of a group that bootstrap creates, unless the configuration names another. */
export const DEFAULT_DEPLOYMENT_CONFIG = 'CodeDeployDefault.ECSCanary10Percent5Minutes';

/** The name of the role that CodeDeploy works with, unless the configuration names another: the one AWS's guides use. */
export const DEFAULT_ROLE_NAME = 'ecsCodeDeployRole';

/** Everything that shall exist once bootstrap is done; nothing in it is still open. */
export interface BootstrapWish {
  readonly cluster: string;
  readonly service: string;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly names: ResourceNames;
  readonly vpc: string;
  /** Of the load balancer, and of the tasks unless {@link network} says otherwise; at least two. */
  readonly subnets: readonly string[];
  /** Of the load balancer; where empty, the VPC's default. */
  readonly securityGroups: readonly string[];
  readonly listenerPort: number;
  readonly testListenerPort: number;
  readonly healthCheckPath: string;
  readonly targetType: Extract<TargetTypeEnum, 'ip' | 'instance'>;
  readonly containerName: string;
  readonly containerPort: number;
  /** What the service starts with; registered only where the service has to be created. */
  readonly taskDefinition: RegisterTaskDefinitionCommandInput;
  readonly desiredCount: number;
  /** Where the first tasks run. */
  readonly placement: Placement;
  /** The tasks' own network interfaces, for the network mode `awsvpc` only. */
  readonly network?: AwsVpcConfiguration;
  /** Default: {@link DEFAULT_DEPLOYMENT_CONFIG} for a new group; an existing group keeps its own. */
  readonly deploymentConfig?: string;
  /** Minutes for which a deployment waits for `continue`; 0: it does not wait. */
  readonly readyWaitMinutes: number;
  /** Minutes for which the original tasks are kept after the shift. */
  readonly terminationWaitMinutes: number;
  /** Default: `ecsCodeDeployRole` of the account for a new group; an existing group keeps its own. */
  readonly codeDeployRoleArn?: string;
  readonly notifications?: { readonly topic: string; readonly emails: readonly string[] };
}

/** What carries the first tasks. */
export type Placement =
  | {
      readonly kind: 'launch-type';
      readonly launchType: Extract<LaunchType, 'FARGATE' | 'EC2'>;
      readonly platformVersion?: string;
    }
  | {
      readonly kind: 'capacity-providers';
      readonly strategy: readonly CapacityProviderStrategyItem[];
      readonly platformVersion?: string;
    };
