import {
  type CreateTargetGroupCommandInput,
  type CreateTargetGroupCommandOutput,
  DuplicateTargetGroupNameException$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { newTargetGroupArn } from '../identifier.js';
import { readTags } from '../tags.js';
import { initialTargetGroupAttributes, newTargetGroup, showTargetGroup } from '../target-group.js';
import { checkName } from '../validation.js';

/**
 * Creates a target group. The same name with the same settings answers the existing one, as AWS does.
 *
 * @throws Fault `DuplicateTargetGroupName`
 * @throws ProtocolFault `ValidationError`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export function createTargetGroup(
  input: CreateTargetGroupCommandInput,
  { world, random }: CallContext,
): Answer<CreateTargetGroupCommandOutput> {
  const name = input.Name ?? '';
  checkName('Target group', name);
  const settings = newTargetGroup(input);
  const tags = readTags(input.Tags);
  const existing = Object.values(world.elbv2.targetGroups).find(({ shown }) => shown.TargetGroupName === name);
  if (existing) {
    const { TargetGroupArn: _arn, TargetGroupName: _name, ...current } = existing.shown;
    if (!sameMembers(current, settings)) {
      throw new Fault(
        DuplicateTargetGroupNameException$,
        `A target group with the same name '${name}' exists, but with different settings`,
      );
    }
    return { TargetGroups: [showTargetGroup(world.elbv2, existing)] };
  }
  const arn = newTargetGroupArn(world.region, name, random);
  const record = {
    shown: { TargetGroupArn: arn, TargetGroupName: name, ...settings },
    attributes: initialTargetGroupAttributes(settings.TargetType, settings.Protocol),
    tags,
    targets: [],
  };
  world.elbv2.targetGroups[arn] = record;
  return { TargetGroups: [showTargetGroup(world.elbv2, record)] };
}

/** Compares settings whatever the order of their members, which a saved world does not promise to keep. */
function sameMembers(one: object, other: object): boolean {
  const text = (value: object) =>
    JSON.stringify(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(),
    );
  return text(one) === text(other);
}
