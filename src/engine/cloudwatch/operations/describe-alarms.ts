import {
  AlarmType,
  type DescribeAlarmsCommandInput,
  type DescribeAlarmsCommandOutput,
  StateValue,
} from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import type { RegionWorld } from '../../world/world.js';
import { alarmArn, alarmAt, findAlarm } from '../alarm.js';
import { alarmsIn, readAlarmRule } from '../alarm-rule.js';
import { page } from '../page.js';
import { checkAlarmNames, checkEnum, invalidCombination, validationError } from '../refusal.js';
import { parentsOf } from '../state-change.js';
import type { AlarmRecord, KnownAlarm } from '../world.js';

/**
 * Describes alarms in the order of their names; composite ones only where they are asked for by `AlarmTypes`, by parent
 * or by child.
 *
 * @throws Fault `InvalidNextToken`, `InvalidParameterCombination`, `ValidationError`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function describeAlarms(
  input: DescribeAlarmsCommandInput,
  { world }: CallContext,
): Answer<DescribeAlarmsCommandOutput> {
  checkAlarmNames(input.AlarmNames);
  checkEnum(input.StateValue, 'stateValue', Object.values(StateValue));
  for (const type of input.AlarmTypes ?? []) checkEnum(type, 'alarmTypes', Object.values(AlarmType));
  if (input.AlarmNames && input.AlarmNamePrefix !== undefined) {
    throw invalidCombination('AlarmNames and AlarmNamePrefix cannot both be specified');
  }
  const family = familyOf(world, input);
  const found = family ? family.alarms : selected(world, input);
  const byName = found.toSorted((a, b) => (a.shown.AlarmName < b.shown.AlarmName ? -1 : 1));
  const { items, NextToken } = page(byName, input.NextToken, input.MaxRecords);
  return {
    MetricAlarms: items.flatMap((one) => (one.type === 'MetricAlarm' ? [shownIn(family, one.shown)] : [])),
    CompositeAlarms: items.flatMap((one) => (one.type === 'CompositeAlarm' ? [shownIn(family, one.shown)] : [])),
    NextToken,
  };
}

function selected(world: RegionWorld, input: DescribeAlarmsCommandInput): AlarmRecord[] {
  const { AlarmNames, AlarmNamePrefix = '', StateValue: state, ActionPrefix, AlarmTypes } = input;
  const types: readonly string[] = AlarmTypes?.length ? AlarmTypes : ['MetricAlarm'];
  const named = AlarmNames?.length
    ? [...new Set(AlarmNames)].flatMap((name) => alarmAt(world, alarmArn(world.region, name)) ?? [])
    : Object.values(world.cloudwatch.alarms);
  return named.filter(
    ({ type, shown }) =>
      types.includes(type) &&
      shown.AlarmName.startsWith(AlarmNamePrefix) &&
      (state === undefined || shown.StateValue === state) &&
      (ActionPrefix === undefined ||
        [shown.OKActions, shown.AlarmActions, shown.InsufficientDataActions]
          .flat()
          .some((action) => action.startsWith(ActionPrefix))),
  );
}

/** Alarms that are asked for by a relative; of children the state is answered, of parents not even that. */
interface Family {
  readonly alarms: AlarmRecord[];
  readonly withState: boolean;
}

function familyOf(
  world: RegionWorld,
  {
    ChildrenOfAlarmName,
    ParentsOfAlarmName,
    MaxRecords: _size,
    NextToken: _token,
    ...others
  }: DescribeAlarmsCommandInput,
): Family | undefined {
  if (ChildrenOfAlarmName === undefined && ParentsOfAlarmName === undefined) return undefined;
  if (
    (ChildrenOfAlarmName !== undefined && ParentsOfAlarmName !== undefined) ||
    Object.values(others).some((value) => value !== undefined)
  ) {
    throw validationError(
      'ChildrenOfAlarmName and ParentsOfAlarmName can be specified together with MaxRecords and NextToken only',
    );
  }
  if (ParentsOfAlarmName !== undefined) {
    return { alarms: parentsOf(world, findAlarm(world, ParentsOfAlarmName)), withState: false };
  }
  const parent = findAlarm(world, ChildrenOfAlarmName);
  const names = parent.type === 'CompositeAlarm' ? alarmsIn(readAlarmRule(parent.shown.AlarmRule)) : [];
  return { alarms: [...new Set(names.flatMap((name) => alarmAt(world, name) ?? []))], withState: true };
}

function shownIn<Alarm extends KnownAlarm>(family: Family | undefined, alarm: Alarm): Alarm | Partial<KnownAlarm> {
  if (!family) return alarm;
  const { AlarmName, AlarmArn, StateValue: state, StateUpdatedTimestamp } = alarm;
  return { AlarmName, AlarmArn, ...(family.withState ? { StateValue: state, StateUpdatedTimestamp } : {}) };
}
