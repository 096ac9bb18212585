import type { CallContext } from '../operation.js';
import { alarmArn, alarmAt } from './alarm.js';
import { noteConfiguration } from './history.js';
import { checkAlarmNames } from './refusal.js';

/**
 * Switches the actions of alarms on or off. Those whose actions are so already are left alone.
 *
 * @throws Fault `ValidationError`
 */
export function switchActions(context: CallContext, names: readonly string[] | undefined, enabled: boolean): void {
  const { world, now } = context;
  checkAlarmNames(names);
  for (const name of names ?? []) {
    const alarm = alarmAt(world, alarmArn(world.region, name));
    if (!alarm || alarm.shown.ActionsEnabled === enabled) continue;
    alarm.shown.ActionsEnabled = enabled;
    alarm.shown.AlarmConfigurationUpdatedTimestamp = now;
    noteConfiguration(context, alarm, 'Update');
  }
}
