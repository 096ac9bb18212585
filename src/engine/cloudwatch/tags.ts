import { InvalidParameterValueException$, ResourceNotFoundException$, type Tag } from '@aws-sdk/client-cloudwatch';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import type { RegionWorld } from '../world/world.js';
import { checkLength } from './refusal.js';
import type { AlarmRecord } from './world.js';

/** The number of tags that an alarm may have. */
const MOST_TAGS = 50;

/**
 * Tags added to those that there are.
 *
 * @throws Fault `InvalidParameterValue`, `ValidationError`
 */
export function withTags(tags: readonly Tag[] | undefined, existing: Readonly<Record<string, string>> = {}) {
  const added = (tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const);
  for (const [key, value] of added) {
    checkLength(key, 'tags.key', 1, 128);
    checkLength(value, 'tags.value', 0, 256);
  }
  const together: Record<string, string> = Object.fromEntries([...Object.entries(existing), ...added]);
  if (Object.keys(together).length > MOST_TAGS) {
    throw new Fault(InvalidParameterValueException$, `A resource can have at most ${MOST_TAGS} tags`);
  }
  return together;
}

/**
 * The alarm whose tags an ARN means.
 *
 * @throws Fault `InvalidParameterValue` for what is no ARN of CloudWatch, `ResourceNotFoundException`
 */
export function findTagged({ cloudwatch }: RegionWorld, arn: string | undefined): AlarmRecord {
  if (!arn?.startsWith('arn:aws:cloudwatch:')) {
    throw new Fault(InvalidParameterValueException$, `${arn} is not a valid ARN of a CloudWatch resource`);
  }
  const alarm = stored(cloudwatch.alarms, arn);
  if (!alarm) {
    const ResourceId = arn.split(':').slice(6).join(':');
    throw new Fault(ResourceNotFoundException$, 'The named resource does not exist.', {
      ResourceType: 'alarm',
      ResourceId,
    });
  }
  return alarm;
}
