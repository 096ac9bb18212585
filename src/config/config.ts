import type { PlaceholderStyle } from '../template/placeholder.js';

/**
 * The configuration after file, environment section, environment variables and flags have been laid over each other.
 * Durations are milliseconds.
 */
export interface Config {
  /** The name of the `environments:` section in force; it opens the subjects of notifications. */
  readonly environment?: string;
  /** The configuration file, where there is one; its folder is where relative paths start. */
  readonly file?: string;
  /** The folder of the configuration file, otherwise the working folder. */
  readonly folder: string;
  /** Default `default`. */
  readonly cluster: string;
  readonly service: string;
  /** Default `AppECS-<cluster>-<service>`. */
  readonly application: string;
  /** Default `DgpECS-<cluster>-<service>`. */
  readonly deploymentGroup: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  /** The task definition template; absolute. */
  readonly taskDefinition?: string;
  /** The appspec template; absolute. */
  readonly appSpec?: string;
  /** Values for placeholders, as the configuration gives them. */
  readonly values: Readonly<Record<string, string>>;
  /** Values for placeholders given by `--set`. */
  readonly set: Readonly<Record<string, string>>;
  readonly templates: TemplateConfig;
  readonly lookups: LookupConfig;
  /** Whether images are written as `repository@digest` where the build says their digest. Default false. */
  readonly pinDigest: boolean;
  /** Overrides the deployment group's own. */
  readonly deploymentConfig?: string;
  /** More than 0: the deployment waits for `continue` before production traffic moves. */
  readonly readyWait: number;
  /** How long the original task set is kept after the shift. */
  readonly terminationWait: number;
  readonly notifications?: NotificationConfig;
  readonly bootstrap: BootstrapConfig;
  readonly local: LocalConfig;
}

/** How templates are read. */
export interface TemplateConfig {
  /** The styles in which placeholders are written; absent: all are found. */
  readonly styles?: readonly PlaceholderStyle[];
}

/** Where templates look values up. */
export interface LookupConfig {
  /**
   * Where Terraform states are: a file (from the configuration's folder on) or `s3://bucket/key`, or several by the name
   * under which templates ask for them.
   */
  readonly tfstate?: string | Readonly<Record<string, string>>;
}

/** Where deployments are announced. */
export interface NotificationConfig {
  /** The topic's name or ARN. */
  readonly topic: string;
  readonly emails: readonly string[];
}

/** What `bootstrap` needs to know beside names. */
export interface BootstrapConfig {
  readonly vpc?: string;
  readonly subnets?: readonly string[];
  readonly securityGroups?: readonly string[];
  /** Default 80. */
  readonly listenerPort: number;
  /** Default 8080. */
  readonly testListenerPort: number;
  /** Default `/`. */
  readonly healthCheckPath: string;
  /** Default 2. */
  readonly desiredCount: number;
  /** The role that CodeDeploy works with; default `arn:aws:iam::<account>:role/ecsCodeDeployRole`. */
  readonly codeDeployRoleArn?: string;
}

/** What only the embedded engine reads. */
export interface LocalConfig {
  /** Shell commands in the place of containers: one for the container behind the load balancer, or by container name. */
  readonly run?: string | Readonly<Record<string, string>>;
  /** Values in the place of secrets, by the name of the environment variable. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Ports of this machine, by listener port. */
  readonly ports: Readonly<Record<number, number>>;
  /** Whether tasks and load balancers are real: processes and listeners of this machine. Default true. */
  readonly traffic: boolean;
  /** What goes wrong on purpose, by the names of scenarios. */
  readonly scenarios: readonly string[];
  /** Stand-ins for the appspec's Lambda functions, by function name. */
  readonly hooks: Readonly<Record<string, LocalHook>>;
}

/** What stands in for a Lambda function on the embedded engine. */
export type LocalHook =
  /** The engine answers by itself; `silent` never reports. */
  | { readonly answer: 'succeed' | 'fail' | 'silent' }
  /** An ES module (absolute path) that exports `handler(event)` as the Lambda function does. */
  | { readonly module: string }
  /** A command for the shell, and the folder (absolute path) that it runs in; its exit code is the answer. */
  | { readonly command: string; readonly folder: string }
  /** A URL of this machine that gets the event. */
  | { readonly url: string };
