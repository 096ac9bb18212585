import type { LifecycleEventName } from '../domain/lifecycle-event.js';
import type { Traffic } from '../domain/traffic.js';

/** What all events carry. */
interface EventBase {
  /** When it happened in AWS where AWS says so, otherwise when it was seen. */
  readonly at: Date;
  readonly deploymentId: string;
}

/** A lifecycle event's name: one of CodeDeploy's, or text that a later CodeDeploy uses. */
export type EventName = LifecycleEventName | (string & {});

/**
 * What happens to a deployment, as a public contract: `handle.events()` yields it, `--output ndjson` prints one a line,
 * and notifications and the terminal are written from it. Members may be added; none changes its meaning.
 */
export type DeploymentEvent = EventBase &
  (
    | {
        readonly type: 'deployment.created';
        readonly application: string;
        readonly deploymentGroup: string;
        readonly cluster: string;
        readonly service: string;
        readonly deploymentConfig: string;
        readonly taskDefinitionArn: string | null;
        readonly previousTaskDefinitionArn: string | null;
        readonly description: string | null;
      }
    | { readonly type: 'deployment.status'; readonly from: string | null; readonly to: string }
    | { readonly type: 'lifecycle.started'; readonly event: EventName }
    | { readonly type: 'lifecycle.succeeded'; readonly event: EventName }
    | { readonly type: 'lifecycle.failed'; readonly event: EventName; readonly diagnostics: string | null }
    | { readonly type: 'lifecycle.skipped'; readonly event: EventName }
    | ({ readonly type: 'traffic.shifted' } & Traffic)
    | {
        readonly type: 'taskset.changed';
        readonly label: string;
        readonly id: string;
        readonly status: string;
        readonly desired: number;
        readonly running: number;
        readonly pending: number;
      }
    /** The deployment waits for `continue`; `until` is when CodeDeploy gives up, where it is known. */
    | { readonly type: 'deployment.ready'; readonly until: Date | null }
    | { readonly type: 'rollback.started'; readonly rollbackDeploymentId: string; readonly reason: string | null }
    | { readonly type: 'rollback.finished'; readonly rollbackDeploymentId: string; readonly status: string }
    | {
        readonly type: 'notification.sent';
        readonly topic: string;
        readonly subject: string;
        readonly messageId: string;
      }
    | {
        readonly type: 'notification.failed';
        readonly topic: string;
        readonly subject: string;
        readonly reason: string;
      }
    | DeploymentResult
  );

/** The verdict on a deployment: the last event of its stream. */
export interface DeploymentResult {
  readonly type: 'result';
  readonly at: Date;
  readonly deploymentId: string;
  /** CodeDeploy's status of the deployment. */
  readonly status: string;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly cluster: string;
  readonly service: string;
  /** The task definition that was to be released. */
  readonly taskDefinitionArn: string | null;
  /** The task definition that served before. */
  readonly previousTaskDefinitionArn: string | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** Production traffic as the listener's weights say at the end. */
  readonly traffic: Traffic | null;
  readonly rolledBack: boolean;
  /** The deployment that CodeDeploy made to roll this one back. */
  readonly rollbackDeploymentId: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Why CodeDeploy ended a deployment that did not succeed, in its own words and codes (`ALARM_ACTIVE`, `MANUAL_STOP`). */
  readonly cause?: { readonly code: string; readonly message: string } | null;
  /** 0, 3, 4 or 6: see `docs/exit-codes.md`. */
  readonly exitCode: number;
}
