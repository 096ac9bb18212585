import type { RegisteredTarget, TargetGroupRecord } from './world.js';

/** How long a deregistered target drains unless the group's attribute says otherwise, in seconds. */
const DEREGISTRATION_DELAY = '300';

/** The seconds for which a group's targets drain after deregistration. */
export function deregistrationDelay(group: TargetGroupRecord): number {
  return Number(group.attributes['deregistration_delay.timeout_seconds'] ?? DEREGISTRATION_DELAY);
}

/** The targets that a group shows: those that are registered and those that still drain. */
export function targetsAt(group: TargetGroupRecord, now: Date): RegisteredTarget[] {
  return group.targets.filter(({ drainsUntil }) => drainsUntil === undefined || now < drainsUntil);
}

/** Registers a target, or registers one anew that drains; one that is registered stays as it is. */
export function registerTarget(
  group: TargetGroupRecord,
  target: Pick<RegisteredTarget, 'id' | 'port' | 'availabilityZone' | 'fails'>,
  now: Date,
): void {
  const same = sameTarget(group, target.id, target.port);
  if (same && same.drainsUntil === undefined) return;
  group.targets = [...targetsAt(group, now).filter((other) => other !== same), { ...target, registeredAt: now }];
}

/**
 * Deregisters a target: it drains for the group's deregistration delay.
 *
 * @returns when the draining ends, or `undefined` where the group had no such target
 */
export function deregisterTarget(group: TargetGroupRecord, id: string, port: number, now: Date): Date | undefined {
  const target = sameTarget(group, id, port);
  if (!target) return undefined;
  target.drainsUntil ??= new Date(now.getTime() + deregistrationDelay(group) * 1000);
  return target.drainsUntil;
}

/** The registration of a target with a group, draining or not. */
export function sameTarget(group: TargetGroupRecord, id: string, port: number): RegisteredTarget | undefined {
  return group.targets.find((target) => target.id === id && target.port === port);
}
