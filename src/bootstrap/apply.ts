import type { AwsClients } from '../aws/clients.js';
import type { Clock } from '../clock.js';
import { throwFindings } from '../errors.js';
import { type Created, create, update } from './carry-out.js';
import type { BootstrapEvent, BootstrapResult, BootstrapStepResult } from './event.js';
import { KnownArns } from './known-arns.js';
import type { Observed } from './observed.js';
import type { BootstrapPlan, PlanStep } from './plan.js';
import type { BootstrapWish } from './wish.js';

/** What a plan is carried out with. */
export interface ApplyOptions {
  readonly clients: AwsClients;
  readonly wish: BootstrapWish;
  readonly observed: Observed;
  readonly plan: BootstrapPlan;
  readonly clock: Clock;
  /** Ends it between two steps or within one; what was created stays, and the next run goes on from there. */
  readonly signal?: AbortSignal;
}

/** A step that can be carried out. */
type FeasibleStep = Exclude<PlanStep, { readonly action: 'mismatch' }>;

/**
 * Carries a plan out, one step after the other, and tells of each as soon as it is done.
 *
 * @throws BgDeployError `preflight-failed` where the plan has mismatches: all of them, before anything is changed
 */
export async function* applyPlan(options: ApplyOptions): AsyncGenerator<BootstrapEvent, BootstrapResult, undefined> {
  const { clients, wish, observed, plan, clock, signal } = options;
  const known = new KnownArns();
  const site = { clients, wish, plan, pair: observed.pair, known, ...(signal ? { signal } : {}) };
  const done: BootstrapStepResult[] = [];
  let loadBalancerDnsName = observed.loadBalancer?.dnsName ?? null;
  for (const step of feasibleSteps(plan)) {
    signal?.throwIfAborted();
    const { arn, note, dnsName } = await carryOut(step);
    known.set(step.resource, arn);
    loadBalancerDnsName = dnsName ?? loadBalancerDnsName;
    const { resource, name, action, reason } = step;
    done.push({ resource, name, action, arn, reason, remedy: null });
    yield { type: EVENT_TYPES[action], at: new Date(clock.now()), resource, name, arn, detail: note ?? reason };
  }
  const { cluster, service, application, deploymentGroup } = wish;
  return {
    type: 'result',
    at: new Date(clock.now()),
    dryRun: false,
    cluster,
    service,
    application,
    deploymentGroup,
    steps: done,
    loadBalancerDnsName,
    exitCode: 0,
  };

  async function carryOut(step: FeasibleStep): Promise<Created> {
    switch (step.action) {
      case 'keep':
        return { arn: step.arn };
      case 'create':
        return create(step, site);
      case 'update':
        await update(step, site);
        return { arn: step.change.kind === 'attach-idle' ? step.change.listenerArn : null };
    }
  }
}

const EVENT_TYPES = {
  keep: 'resource.kept',
  create: 'resource.created',
  update: 'resource.updated',
} as const satisfies Record<FeasibleStep['action'], BootstrapEvent['type']>;

/** The steps of a plan without mismatches; otherwise throws them as one error, each with its remedy. */
function feasibleSteps(plan: BootstrapPlan): readonly FeasibleStep[] {
  const feasible: FeasibleStep[] = [];
  const findings: { message: string; remedy: string }[] = [];
  for (const step of plan.steps) {
    if (step.action === 'mismatch') findings.push({ message: step.reason, remedy: step.remedy });
    else feasible.push(step);
  }
  throwFindings('preflight-failed', findings);
  return feasible;
}

/** What a dry run ends with: the plan itself. */
export function dryRunResult(wish: BootstrapWish, observed: Observed, plan: BootstrapPlan, at: Date): BootstrapResult {
  const { cluster, service, application, deploymentGroup } = wish;
  return {
    type: 'result',
    at,
    dryRun: true,
    cluster,
    service,
    application,
    deploymentGroup,
    steps: plan.steps.map((step) => ({
      resource: step.resource,
      name: step.name,
      action: step.action,
      arn: step.action === 'keep' ? step.arn : null,
      reason: step.reason,
      remedy: step.action === 'mismatch' ? step.remedy : null,
    })),
    loadBalancerDnsName: observed.loadBalancer?.dnsName ?? null,
    exitCode: plan.steps.some(({ action }) => action === 'mismatch') ? 5 : 0,
  };
}
