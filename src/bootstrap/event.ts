import type { PlanStep, Resource } from './plan.js';

/** What bootstrap did, as it does it: one event for each step of the plan, and the result as the last. */
export type BootstrapEvent =
  | {
      readonly type: 'resource.kept' | 'resource.created' | 'resource.updated';
      readonly at: Date;
      readonly resource: Resource;
      readonly name: string;
      /** `null` for what has no ARN, or none that AWS tells. */
      readonly arn: string | null;
      /** Why, or what became of it, as a sentence. */
      readonly detail: string;
    }
  /** The service's first tasks all run and are healthy, or did not come to it in the time given. */
  | {
      readonly type: 'service.steady' | 'service.unsteady';
      readonly at: Date;
      readonly service: string;
      readonly running: number;
      readonly desired: number;
    }
  | BootstrapResult;

/** The end of a bootstrap. */
export interface BootstrapResult {
  readonly type: 'result';
  readonly at: Date;
  /** `true`: the plan alone was asked for, and nothing was changed. */
  readonly dryRun: boolean;
  readonly cluster: string;
  readonly service: string;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly steps: readonly BootstrapStepResult[];
  /** Where the load balancer answers; `null` where it does not exist yet. */
  readonly loadBalancerDnsName: string | null;
  /** 5 only for a dry run whose plan could not be carried out. */
  readonly exitCode: 0 | 5;
}

/** One step of the plan and what it came to; with a dry run, what it would do. */
export interface BootstrapStepResult {
  readonly resource: Resource;
  readonly name: string;
  readonly action: PlanStep['action'];
  readonly arn: string | null;
  readonly reason: string;
  /** What to do about a mismatch. */
  readonly remedy: string | null;
}
