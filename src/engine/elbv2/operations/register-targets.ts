import { isIP } from 'node:net';
import {
  InvalidTargetException$,
  type RegisterTargetsCommandInput,
  type RegisterTargetsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTargetGroup } from '../lookup.js';
import { registerTarget } from '../target.js';
import { checkRange } from '../validation.js';

/**
 * Registers targets by hand. They pass their health checks: the engine has nothing at their address to ask.
 *
 * @throws Fault `TargetGroupNotFound`, `InvalidTarget`
 */
export function registerTargets(
  input: RegisterTargetsCommandInput,
  { world, now }: CallContext,
): Answer<RegisterTargetsCommandOutput> {
  const group = findTargetGroup(world.elbv2, input.TargetGroupArn);
  const targets = (input.Targets ?? []).map(({ Id = '', Port, AvailabilityZone }) => {
    checkRange('Target port', Port, 1, 65_535);
    const fits =
      group.shown.TargetType === 'ip'
        ? isIP(Id) > 0
        : group.shown.TargetType !== 'instance' || /^i-[0-9a-f]+$/.test(Id);
    if (!fits) {
      throw new Fault(InvalidTargetException$, `The following targets are not valid: '${Id}'`);
    }
    return { id: Id, port: Port ?? group.shown.Port ?? 0, availabilityZone: AvailabilityZone };
  });
  for (const target of targets) registerTarget(group, target, now);
  return {};
}
