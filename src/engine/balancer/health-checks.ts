import type { Process } from '../advance.js';
import { targetsAt } from '../elbv2/target.js';
import { type CheckOutcome, checked, firstChecks } from '../elbv2/target-check.js';
import type { RegisteredTarget, TargetGroupRecord } from '../elbv2/world.js';
import type { CallContext } from '../operation.js';
import type { RegionWorld } from '../world/world.js';
import { targetKey, taskTargets } from './local-target.js';

/** A health check that has begun. */
export interface AskedCheck {
  readonly group: TargetGroupRecord;
  readonly target: RegisteredTarget;
}

/**
 * Begins the health checks of targets with real tasks behind them when they are due, and forgets targets that have
 * drained. What a check finds comes from outside; see {@link recordCheck}.
 */
export const healthChecks: Process = {
  nextChange(region) {
    let next: number | undefined;
    const consider = (time: Date) => {
      if (next === undefined || time.getTime() < next) next = time.getTime();
    };
    for (const { targets } of Object.values(region.elbv2.targetGroups)) {
      for (const { drainsUntil, checks } of targets) {
        if (drainsUntil) consider(drainsUntil);
        else if (checks && !checks.asked) consider(checks.dueAt);
      }
    }
    return next;
  },
  applyChanges(context) {
    const { world, now, containers } = context;
    const tasks = containers === 'real' ? taskTargets(world) : undefined;
    for (const group of Object.values(world.elbv2.targetGroups)) {
      if (group.targets.some(({ drainsUntil }) => drainsUntil && drainsUntil <= now)) {
        group.targets = targetsAt(group, now);
      }
      for (const target of group.targets) applyToTarget(context, group, target, tasks);
    }
  },
};

function applyToTarget(
  { now }: CallContext,
  group: TargetGroupRecord,
  target: RegisteredTarget,
  tasks: ReadonlyMap<string, number | undefined> | undefined,
): void {
  const { usedSince, shown } = group;
  const isReal = tasks?.has(targetKey(shown.TargetGroupArn, target.id, target.port));
  if (!isReal || !usedSince || !shown.HealthCheckEnabled || target.drainsUntil || target.fails) {
    delete target.checks;
    return;
  }
  target.checks ??= firstChecks(Math.max(target.registeredAt.getTime(), usedSince.getTime()), group);
  if (target.checks.dueAt <= now) target.checks.asked = true;
}

/** The checks of a region that have begun and are not answered. */
export function askedChecks({ elbv2 }: RegionWorld): AskedCheck[] {
  return Object.values(elbv2.targetGroups).flatMap((group) =>
    group.targets.filter(({ checks }) => checks?.asked).map((target) => ({ group, target })),
  );
}

/** Notes what a check has found; a target that has gone or was registered anew meanwhile is left alone. */
export function recordCheck({ world, now }: CallContext, { group, target }: AskedCheck, outcome: CheckOutcome): void {
  const present = world.elbv2.targetGroups[group.shown.TargetGroupArn];
  const same = present?.targets.find(
    ({ id, port, registeredAt }) =>
      id === target.id && port === target.port && registeredAt.getTime() === target.registeredAt.getTime(),
  );
  if (present && same?.checks?.asked) same.checks = checked(same.checks, present, outcome, now);
}
