import type { PutMetricAlarmCommandInput, PutMetricAlarmCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { alarmArn, alarmAt } from '../alarm.js';
import { commonMembers } from '../alarm-settings.js';
import { noteConfiguration } from '../history.js';
import { checkMetricAlarm } from '../metric-alarm.js';
import { validationError } from '../refusal.js';
import { withTags } from '../tags.js';
import type { MetricAlarmRecord } from '../world.js';

/**
 * Creates a metric alarm, or replaces the settings of one, whose state and tags stay. The engine has no metrics: the
 * state of an alarm changes by SetAlarmState only.
 *
 * @throws Fault `ValidationError`, `InvalidParameterCombination`
 */
export function putMetricAlarm(
  input: PutMetricAlarmCommandInput,
  context: CallContext,
): Answer<PutMetricAlarmCommandOutput> {
  checkMetricAlarm(input);
  const { world } = context;
  const { Tags, ...settings } = input;
  const existing = alarmAt(world, alarmArn(world.region, input.AlarmName ?? ''));
  if (existing && existing.type !== 'MetricAlarm') {
    throw validationError(`A composite alarm with the name ${input.AlarmName} exists already`);
  }
  const alarm: MetricAlarmRecord = {
    type: 'MetricAlarm',
    shown: {
      ...(settings.MetricName === undefined ? {} : { Dimensions: [] }),
      ...settings,
      ...commonMembers(context, settings, existing),
    },
    tags: existing?.tags ?? withTags(Tags),
  };
  world.cloudwatch.alarms[alarm.shown.AlarmArn] = alarm;
  noteConfiguration(context, alarm, existing ? 'Update' : 'Create');
  return {};
}
