import type {
  ModifyTargetGroupAttributesCommandInput,
  ModifyTargetGroupAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTargetGroup } from '../lookup.js';
import { checkRange, validationError } from '../validation.js';

/** The attributes that hold a number of seconds, with AWS's bounds. */
const SECONDS: Record<string, readonly [least: number, most: number]> = {
  'deregistration_delay.timeout_seconds': [0, 3600],
  'slow_start.duration_seconds': [0, 900],
  'stickiness.lb_cookie.duration_seconds': [1, 604_800],
  'stickiness.app_cookie.duration_seconds': [1, 604_800],
};

/**
 * Changes attributes of a target group; those that the request leaves out stay.
 *
 * @throws Fault `TargetGroupNotFound`
 * @throws ProtocolFault `ValidationError`
 */
export function modifyTargetGroupAttributes(
  input: ModifyTargetGroupAttributesCommandInput,
  { world }: CallContext,
): Answer<ModifyTargetGroupAttributesCommandOutput> {
  const group = findTargetGroup(world.elbv2, input.TargetGroupArn);
  const changes: Record<string, string> = {};
  for (const { Key = '', Value = '' } of input.Attributes ?? []) {
    if (!/^[a-z0-9_.]{1,256}$/.test(Key))
      throw validationError(`Target group attribute key '${Key}' is not recognized`);
    const bounds = SECONDS[Key];
    if (bounds) checkRange(`'${Key}'`, Value === '' ? Number.NaN : Number(Value), ...bounds);
    changes[Key] = Value;
  }
  group.attributes = { ...group.attributes, ...changes };
  return { Attributes: Object.entries(changes).map(([Key, Value]) => ({ Key, Value })) };
}
