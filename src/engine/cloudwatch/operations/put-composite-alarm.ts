import type { PutCompositeAlarmCommandInput, PutCompositeAlarmCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { alarmArn, alarmAt } from '../alarm.js';
import { alarmsIn, readAlarmRule } from '../alarm-rule.js';
import { checkAlarmSettings, commonMembers } from '../alarm-settings.js';
import { noteConfiguration } from '../history.js';
import { checkLength, validationError } from '../refusal.js';
import { settle } from '../state-change.js';
import { withTags } from '../tags.js';
import type { CompositeAlarmRecord } from '../world.js';

/**
 * Creates a composite alarm, or replaces the settings of one, and evaluates its rule.
 *
 * @throws Fault `ValidationError`, also for a rule that names alarms which do not exist
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function putCompositeAlarm(
  input: PutCompositeAlarmCommandInput,
  context: CallContext,
): Answer<PutCompositeAlarmCommandOutput> {
  const { world } = context;
  const { Tags, AlarmRule = '', ...settings } = input;
  checkAlarmSettings(settings);
  checkLength(AlarmRule, 'alarmRule', 1, 10_240);
  if (settings.ActionsSuppressor !== undefined || settings.ActionConfiguration) {
    throw validationError('The embedded engine does not model ActionsSuppressor and ActionConfiguration');
  }
  const rule = readAlarmRule(AlarmRule);
  const arn = alarmArn(world.region, input.AlarmName ?? '');
  const missing = alarmsIn(rule).filter((name) => !alarmAt(world, name));
  if (missing.length > 0) {
    throw validationError(
      `Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`,
    );
  }
  const existing = alarmAt(world, arn);
  if (existing && existing.type !== 'CompositeAlarm') {
    throw validationError(`A metric alarm with the name ${input.AlarmName} exists already`);
  }
  const alarm: CompositeAlarmRecord = {
    type: 'CompositeAlarm',
    shown: { ...settings, AlarmRule, ...commonMembers(context, settings, existing) },
    tags: existing?.tags ?? withTags(Tags),
  };
  world.cloudwatch.alarms[arn] = alarm;
  noteConfiguration(context, alarm, existing ? 'Update' : 'Create');
  settle(context, alarm, existing ? 'updated' : 'created');
  return {};
}
