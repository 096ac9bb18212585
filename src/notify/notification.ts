/** The moments of a deployment that are announced. */
export const PHASES = ['started', 'ready', 'succeeded', 'failed', 'rolled-back', 'uncertain'] as const;

/**
 * - `failed`: it did not succeed, and all traffic is on the version before;
 * - `rolled-back`: so too, because somebody asked for it, or a deployment that went back on purpose has succeeded;
 * - `uncertain`: it did not succeed, and traffic may be anywhere: somebody has to look.
 */
export type Phase = (typeof PHASES)[number];

/** One announcement, in the forms in which it is delivered. */
export interface Notification {
  readonly phase: Phase;
  readonly deploymentId: string;
  /** Of an e-mail: at most 99 printable ASCII characters. */
  readonly subject: string;
  /** For a person. */
  readonly text: string;
  /** For a program: a JSON document with `version: 1`. */
  readonly json: string;
  /** For the filter policies of subscriptions; never an empty value. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a notification says that the deployment's events do not. */
export interface NotificationContext {
  /** Opens the subject. */
  readonly environment?: string;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly cluster: string;
  readonly service: string;
  readonly region: string;
  /** The images that the task definition names. */
  readonly images?: readonly string[];
  /** What this deployment goes back from (a deployment or `family:revision`), where `bg-deploy rollback` made it. */
  readonly rollbackOf?: string;
  /** What commands need to find this deployment again, e.g. `['--env', 'live']`. Default: `--env` where there is one. */
  readonly commandFlags?: readonly string[];
  /** Whether the AWS console shows this deployment. Default `true`. */
  readonly linkToConsole?: boolean;
}
