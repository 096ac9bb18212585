import type { CallContext } from '../operation.js';
import { balancersOf } from './forward-action.js';

/**
 * Notes which target groups came into use and which fell out of it. To be called after every change of a listener or
 * a rule: a load balancer checks the health of a group's targets from the moment when something forwards to it, with
 * any weight, zero included.
 */
export function noteGroupUse({ world, now }: CallContext): void {
  for (const group of Object.values(world.elbv2.targetGroups)) {
    const used = balancersOf(world.elbv2, group.shown.TargetGroupArn).length > 0;
    if (used) group.usedSince ??= now;
    else delete group.usedSince;
  }
}
