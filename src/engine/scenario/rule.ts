import type { HookEventName, LifecycleEventName } from '../../domain/lifecycle-event.js';
import type { HealthCheckFailure } from '../elbv2/world.js';
import type { Moment } from './moment.js';
import type { OperationPattern, RequestFate, Since, Turns } from './request-fate.js';

/**
 * Something that goes wrong on purpose. A scenario is a list of rules; all rules of all scenarios in force hold at once.
 * Plain data, so that what is in force can be shown, kept and compared.
 */
export type Rule =
  | TaskRule
  | TargetRule
  | HookRule
  | RoleRule
  | RefusalRule
  | RequestRule
  | StaleRule
  | InterventionRule;

/** How the tasks of a version fare that CodeDeploy deploys while the rule is in force. */
export interface TaskRule {
  readonly kind: 'task';
  readonly fate: TaskFate;
}

/** What becomes of a new task. */
export type TaskFate =
  /** Its essential container exits some time after it has started, again and again. */
  | { readonly kind: 'crashes'; readonly afterSeconds: number; readonly exitCode: number }
  /** Its image cannot be pulled. */
  | { readonly kind: 'image-missing' }
  /** It takes this long from its creation until it runs. */
  | { readonly kind: 'starts-slowly'; readonly seconds: number }
  /** There is no room for it: it is never placed. */
  | { readonly kind: 'unplaced' };

/** What the targets' health checks find of a version that CodeDeploy deploys while the rule is in force. */
export interface TargetRule {
  readonly kind: 'target';
  readonly failure: HealthCheckFailure;
}

/** What becomes of the Lambda functions that an AppSpec names, whatever stands in for them. */
export interface HookRule {
  readonly kind: 'hook';
  /** Only the function of this event; absent: every function. */
  readonly event?: HookEventName;
  readonly answer: 'fail' | 'silent' | 'missing';
}

/** What CodeDeploy's service role is not allowed in the course of a deployment. */
export interface RoleRule {
  readonly kind: 'role';
  /** IAM's name of the action: `ecs:CreateTaskSet`. */
  readonly denies: string;
  /** From which event of a deployment on; absent: from the start. */
  readonly from?: LifecycleEventName | 'Rollback';
}

/** ECS refuses what is asked of it, in words of its own. */
export interface RefusalRule {
  readonly kind: 'refusal';
  /** `RegisterTaskDefinition` of a client, `CreateTaskSet` of CodeDeploy. */
  readonly operation: 'RegisterTaskDefinition' | 'CreateTaskSet';
  /** `{container}` and `{port}` stand for those of the load balancer of a task set. */
  readonly message: string;
}

/** What becomes of certain requests of the engine's clients. CodeDeploy's own calls of other services are none of them. */
export interface RequestRule {
  readonly kind: 'request';
  readonly operations: OperationPattern;
  readonly turns: Turns;
  readonly fate: RequestFate;
  /** Absent: from the start. */
  readonly since?: Since;
}

/** Reading operations answer what was true up to so many engine seconds ago, now more, now less. */
export interface StaleRule {
  readonly kind: 'stale';
  readonly operations: OperationPattern;
  readonly seconds: number;
}

/** Somebody else does something in the account at a certain moment, through the services' own operations. */
export interface InterventionRule {
  readonly kind: 'intervention';
  readonly moment: Moment;
  /** A name out of the list of interventions, with what it needs to know. */
  readonly does: Intervention;
}

/** What somebody else may do. Each is carried out by the operations that AWS has for it. */
export type Intervention =
  /** Makes sure that the group watches an alarm, and that those which it watches exist. */
  | { readonly kind: 'watch-alarm' }
  /** Sets every alarm that the group watches. */
  | { readonly kind: 'set-alarm'; readonly state: 'ALARM' | 'OK' }
  | { readonly kind: 'stop-deployment'; readonly rollback?: boolean }
  | { readonly kind: 'continue-deployment' }
  /** Has the production listener forward to the idle target group alone. */
  | { readonly kind: 'point-listener-elsewhere' }
  | { readonly kind: 'set-listener-weights'; readonly blue: number; readonly green: number }
  /** Adds a rule to the production listener that keeps some paths on the original task set. */
  | { readonly kind: 'add-rule' }
  | { readonly kind: 'deregister-task-definition' }
  | { readonly kind: 'start-other-deployment' }
  | { readonly kind: 'require-approval'; readonly minutes: number }
  /** Gives the group a wait before the original task set is terminated. */
  | { readonly kind: 'keep-blue'; readonly minutes: number }
  | { readonly kind: 'scale-service'; readonly tasks: number }
  | { readonly kind: 'delete-service' };
