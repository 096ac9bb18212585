import { matchesCode } from './matcher.js';
import type { HealthCheckFailure, TargetChecks, TargetGroupRecord } from './world.js';

/** What one health check met. */
export type CheckOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  /** A TCP check: somebody took the connection. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'timed-out' }
  /** No connection, or one that was cut. */
  | { readonly kind: 'refused' };

/** The checks of a target before the first one, which comes one interval after this. */
export function firstChecks(begins: number, group: TargetGroupRecord): TargetChecks {
  return { state: 'initial', passes: 0, failures: 0, dueAt: intervalAfter(begins, group), asked: false };
}

/**
 * The checks after another one: a new target is healthy with the first check that it passes, and unhealthy when it has
 * failed as often in a row as the group's unhealthy threshold says; from there it comes back after as many passes as
 * the healthy threshold says. The next check comes an interval after this one began, or now if that is over.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function checked(
  checks: TargetChecks,
  group: TargetGroupRecord,
  outcome: CheckOutcome,
  now: Date,
): TargetChecks {
  const failure = failureOf(group, outcome);
  const passes = failure ? 0 : checks.passes + 1;
  const failures = failure ? checks.failures + 1 : 0;
  const next = intervalAfter(checks.dueAt.getTime(), group);
  const state = stateAfter(checks.state, passes, failures, group);
  const healthyAt = state === 'healthy' ? (checks.healthyAt ?? now) : undefined;
  return {
    state,
    passes,
    failures,
    dueAt: next < now ? now : next,
    asked: false,
    ...(healthyAt ? { healthyAt } : {}),
    ...(failure ? { failure } : {}),
  };
}

function stateAfter(
  before: TargetChecks['state'],
  passes: number,
  failures: number,
  { shown }: TargetGroupRecord,
): TargetChecks['state'] {
  switch (before) {
    case 'initial':
      if (passes > 0) return 'healthy';
      return failures >= shown.UnhealthyThresholdCount ? 'unhealthy' : 'initial';
    case 'healthy':
      return failures >= shown.UnhealthyThresholdCount ? 'unhealthy' : 'healthy';
    case 'unhealthy':
      return passes >= shown.HealthyThresholdCount ? 'healthy' : 'unhealthy';
  }
}

/** Why a check failed, in AWS's words; `undefined`: it passed. */
function failureOf({ shown }: TargetGroupRecord, outcome: CheckOutcome): HealthCheckFailure | undefined {
  switch (outcome.kind) {
    case 'connected':
      return undefined;
    case 'answered':
      return matchesCode(shown.Matcher?.HttpCode ?? '200', outcome.status)
        ? undefined
        : {
            reason: 'Target.ResponseCodeMismatch',
            description: `Health checks failed with these codes: [${outcome.status}]`,
          };
    case 'timed-out':
      return { reason: 'Target.Timeout', description: 'Request timed out' };
    case 'refused':
      return { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  }
}

function intervalAfter(time: number, { shown }: TargetGroupRecord): Date {
  return new Date(time + shown.HealthCheckIntervalSeconds * 1000);
}
