import {
  AlarmType,
  type DescribeAlarmHistoryCommandInput,
  type DescribeAlarmHistoryCommandOutput,
  HistoryItemType,
  ScanBy,
} from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { page } from '../page.js';
import { checkEnum, checkLength } from '../refusal.js';

/** The history goes back so many milliseconds: 30 days. */
const REMEMBERED_MS = 30 * 24 * 3600 * 1000;

/**
 * Answers what has happened to alarms, the newest first unless asked otherwise, and of metric alarms only unless asked
 * otherwise.
 *
 * @throws Fault `InvalidNextToken`, `ValidationError`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export function describeAlarmHistory(
  input: DescribeAlarmHistoryCommandInput,
  { world, now }: CallContext,
): Answer<DescribeAlarmHistoryCommandOutput> {
  checkLength(input.AlarmName, 'alarmName', 1, 255);
  checkEnum(input.HistoryItemType, 'historyItemType', Object.values(HistoryItemType));
  checkEnum(input.ScanBy, 'scanBy', Object.values(ScanBy));
  for (const type of input.AlarmTypes ?? []) checkEnum(type, 'alarmTypes', Object.values(AlarmType));
  const types: readonly string[] = input.AlarmTypes?.length ? input.AlarmTypes : ['MetricAlarm'];
  const { AlarmName: name, HistoryItemType: kind } = input;
  const from = Math.max(input.StartDate?.getTime() ?? 0, now.getTime() - REMEMBERED_MS);
  const to = input.EndDate?.getTime() ?? Number.POSITIVE_INFINITY;
  const found = world.cloudwatch.history.filter(
    (item) =>
      types.includes(item.AlarmType) &&
      (name === undefined || item.AlarmName === name) &&
      (kind === undefined || item.HistoryItemType === kind) &&
      item.Timestamp.getTime() >= from &&
      item.Timestamp.getTime() <= to,
  );
  const ordered = input.ScanBy === 'TimestampAscending' ? found : found.toReversed();
  const { items, NextToken } = page(ordered, input.NextToken, input.MaxRecords);
  return { AlarmHistoryItems: items, NextToken };
}
