import type { RegisteredTarget, TargetGroupRecord } from './world.js';

/**
 * From when on a target counts as unhealthy, as far as that follows from what is known now: a moment that may still be
 * ahead, for a target of which it is known that its checks fail.
 */
export function unhealthySince(group: TargetGroupRecord, target: RegisteredTarget): Date | undefined {
  const { usedSince, shown } = group;
  if (target.drainsUntil !== undefined || usedSince === undefined || !shown.HealthCheckEnabled) return undefined;
  if (target.fails) {
    const begins = Math.max(target.registeredAt.getTime(), usedSince.getTime());
    return new Date(begins + shown.HealthCheckIntervalSeconds * shown.UnhealthyThresholdCount * 1000);
  }
  return target.checks?.state === 'unhealthy' ? target.checks.dueAt : undefined;
}
