import type { DeleteAlarmsCommandInput, DeleteAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { alarmArn, alarmAt } from '../alarm.js';
import { noteConfiguration } from '../history.js';
import { checkAlarmNames, validationError } from '../refusal.js';
import { parentsOf } from '../state-change.js';

/**
 * Deletes alarms. Names of alarms that do not exist are passed over; what a composite alarm names cannot be deleted, not
 * even together with it.
 *
 * @throws Fault `ValidationError`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
 */
export function deleteAlarms(input: DeleteAlarmsCommandInput, context: CallContext): Answer<DeleteAlarmsCommandOutput> {
  const { world } = context;
  checkAlarmNames(input.AlarmNames);
  const alarms = [...new Set(input.AlarmNames)].flatMap((name) => alarmAt(world, alarmArn(world.region, name)) ?? []);
  if (alarms.filter(({ type }) => type === 'CompositeAlarm').length > 1) {
    throw validationError('At most one composite alarm can be deleted in one request');
  }
  const needed = alarms.filter((alarm) => parentsOf(world, alarm).length > 0).map(({ shown }) => shown.AlarmName);
  if (needed.length > 0) {
    const pronoun = needed.length === 1 ? 'it' : 'them';
    throw validationError(`Cannot delete ${needed.join(',')} as there are composite alarm(s) depending on ${pronoun}.`);
  }
  for (const alarm of alarms) {
    delete world.cloudwatch.alarms[alarm.shown.AlarmArn];
    noteConfiguration(context, alarm, 'Delete');
  }
  return {};
}
