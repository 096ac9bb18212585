import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { HealthCheckFailure, RegisteredTarget, TargetChecks, TargetGroupRecord } from './world.js';

/** A target's state in AWS's own words, and when it will change by itself. */
export interface HealthFinding {
  readonly shown: TargetHealth;
  /** When the target passes its first health check; `undefined`: not while things stay as they are. */
  readonly healthyAt: Date | undefined;
}

/**
 * The health of a target at a moment. Where something real stands behind the target, its checks say it. Elsewhere
 * nothing is stored: it follows from when the target was registered and since when the group is in use. A registered
 * target must pass one health check to be considered healthy; the engine lets that check come one whole interval after
 * registration, the latest that AWS allows. One that fails stays `initial` until it has failed as often as the group's
 * unhealthy threshold says.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function targetHealth(group: TargetGroupRecord, target: RegisteredTarget, now: Date): HealthFinding {
  if (target.drainsUntil !== undefined) {
    return found(
      now < target.drainsUntil
        ? {
            State: 'draining',
            Reason: 'Target.DeregistrationInProgress',
            Description: 'Target deregistration is in progress',
          }
        : NOT_REGISTERED,
    );
  }
  if (group.usedSince === undefined) {
    return found({
      State: 'unused',
      Reason: 'Target.NotInUse',
      Description: 'Target group is not configured to receive traffic from the load balancer',
    });
  }
  if (!group.shown.HealthCheckEnabled) {
    return found({
      State: 'unavailable',
      Reason: 'Target.HealthCheckDisabled',
      Description: 'Health checks are not enabled for this target',
    });
  }
  return checkedHealth(group, target, group.usedSince, now);
}

/** What DescribeTargetHealth says of a target that the group does not have. */
export const NOT_REGISTERED: TargetHealth = {
  State: 'unused',
  Reason: 'Target.NotRegistered',
  Description: 'Target is not registered to the target group',
};

function checkedHealth(group: TargetGroupRecord, target: RegisteredTarget, usedSince: Date, now: Date): HealthFinding {
  const begins = Math.max(target.registeredAt.getTime(), usedSince.getTime());
  const interval = group.shown.HealthCheckIntervalSeconds * 1000;
  if (target.fails === undefined) {
    if (target.checks) return foundByChecks(target.checks);
    const healthyAt = new Date(begins + interval);
    return { shown: now < healthyAt ? INITIAL : { State: 'healthy' }, healthyAt };
  }
  const unhealthyAt = begins + interval * group.shown.UnhealthyThresholdCount;
  if (now.getTime() < unhealthyAt) return found(INITIAL);
  return found(unhealthy(target.fails));
}

function foundByChecks({ state, asked, failures, healthyAt, failure }: TargetChecks): HealthFinding {
  switch (state) {
    case 'healthy':
      return { shown: { State: 'healthy' }, healthyAt };
    case 'unhealthy':
      return found(failure ? unhealthy(failure) : { State: 'unhealthy' });
    case 'initial':
      return found(asked || failures > 0 ? CHECKED_FIRST : INITIAL);
  }
}

function unhealthy({ reason, description }: HealthCheckFailure): TargetHealth {
  return { State: 'unhealthy', Reason: reason, Description: description };
}

const INITIAL: TargetHealth = {
  State: 'initial',
  Reason: 'Elb.RegistrationInProgress',
  Description: 'Target registration is in progress',
};

const CHECKED_FIRST: TargetHealth = {
  State: 'initial',
  Reason: 'Elb.InitialHealthChecking',
  Description: 'Initial health checks in progress',
};

function found(shown: TargetHealth): HealthFinding {
  return { shown, healthyAt: undefined };
}
