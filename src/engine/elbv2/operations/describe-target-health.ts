import type {
  DescribeTargetHealthCommandInput,
  DescribeTargetHealthCommandOutput,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTargetGroup } from '../lookup.js';
import { targetsAt } from '../target.js';
import { NOT_REGISTERED, targetHealth } from '../target-health.js';
import { checkRange } from '../validation.js';
import type { RegisteredTarget, TargetGroupRecord } from '../world.js';

/**
 * Answers the health of the targets that are named, or of all.
 *
 * @throws Fault `TargetGroupNotFound`
 */
export function describeTargetHealth(
  input: DescribeTargetHealthCommandInput,
  { world, now }: CallContext,
): Answer<DescribeTargetHealthCommandOutput> {
  const group = findTargetGroup(world.elbv2, input.TargetGroupArn);
  for (const { Port } of input.Targets ?? []) checkRange('Target port', Port, 1, 65_535);
  const targets = targetsAt(group, now);
  if (!input.Targets?.length) {
    return { TargetHealthDescriptions: targets.map((target) => describe(group, target, now)) };
  }
  const descriptions = input.Targets.map(({ Id, Port }): TargetHealthDescription => {
    const port = Port ?? targets.find(({ id }) => id === Id)?.port ?? group.shown.Port;
    const registered = targets.find((target) => target.id === Id && target.port === port);
    if (registered) return describe(group, registered, now);
    return { Target: { Id, Port: port }, TargetHealth: NOT_REGISTERED };
  });
  return { TargetHealthDescriptions: descriptions };
}

function describe(group: TargetGroupRecord, target: RegisteredTarget, now: Date): TargetHealthDescription {
  const { HealthCheckPort: configured } = group.shown;
  return {
    Target: {
      Id: target.id,
      Port: target.port,
      ...(target.availabilityZone ? { AvailabilityZone: target.availabilityZone } : {}),
    },
    HealthCheckPort: configured === undefined || configured === 'traffic-port' ? String(target.port) : configured,
    TargetHealth: targetHealth(group, target, now).shown,
  };
}
