import type { HistoryItemType } from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../operation.js';
import type { AlarmRecord } from './world.js';

/** The number of items that are kept, whatever their age. */
const KEPT = 1000;

/** The longest data of an item. */
const LONGEST_DATA = 4095;

/**
 * Notes something that happened to an alarm. It stays in the history when the alarm is deleted.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
 */
export function note(
  { world, now }: CallContext,
  { type, shown }: AlarmRecord,
  item: { type: HistoryItemType; summary: string; data: object },
): void {
  const { cloudwatch } = world;
  cloudwatch.changes += 1;
  const record = {
    AlarmName: shown.AlarmName,
    AlarmType: type,
    Timestamp: now,
    HistoryItemType: item.type,
    HistorySummary: item.summary,
    HistoryData: JSON.stringify({ version: '1.0', ...item.data }).slice(0, LONGEST_DATA),
  };
  cloudwatch.history = [...cloudwatch.history, record].slice(-KEPT);
}

/** Notes that an alarm was made or altered. */
export function noteConfiguration(
  context: CallContext,
  alarm: AlarmRecord,
  deed: 'Create' | 'Update' | 'Delete',
): void {
  const done = ({ Create: 'created', Update: 'updated', Delete: 'deleted' } as const)[deed];
  note(context, alarm, {
    type: 'ConfigurationUpdate',
    summary: `Alarm "${alarm.shown.AlarmName}" ${done}`,
    data: { type: deed, [`${done}Alarm`]: alarm.shown },
  });
}
