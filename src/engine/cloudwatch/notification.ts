import { ACCOUNT } from '../world/world.js';
import { actionsOf } from './alarm.js';
import { regionName } from './region-name.js';
import { timeInWords, timeStamp } from './time-text.js';
import type { AlarmRecord, KnownMetricAlarm } from './world.js';

/** A change of an alarm's state. */
export interface StateChange {
  readonly alarm: AlarmRecord;
  readonly from: string;
  /** The alarms that made a composite one change. */
  readonly children: readonly AlarmRecord[];
}

/** The longest subject that SNS takes. */
const LONGEST_SUBJECT = 99;

/**
 * What CloudWatch publishes to a topic of a change of state: JSON for most, a letter for subscriptions by e-mail.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function alarmMessage(region: string, change: StateChange): { subject: string; texts: Record<string, string> } {
  const { AlarmName, StateValue } = change.alarm.shown;
  const subject = `${StateValue}: "${AlarmName}" in ${regionName(region)}`;
  return {
    subject: subject.length > LONGEST_SUBJECT ? `${subject.slice(0, LONGEST_SUBJECT - 3)}...` : subject,
    texts: { default: JSON.stringify(machineText(region, change)), sms: subject, email: letter(region, change) },
  };
}

function machineText(region: string, { alarm, from, children }: StateChange): object {
  const { shown } = alarm;
  return {
    AlarmName: shown.AlarmName,
    AlarmDescription: shown.AlarmDescription ?? null,
    AWSAccountId: ACCOUNT,
    AlarmConfigurationUpdatedTimestamp: timeStamp(shown.AlarmConfigurationUpdatedTimestamp),
    NewStateValue: shown.StateValue,
    NewStateReason: shown.StateReason,
    StateChangeTime: timeStamp(shown.StateUpdatedTimestamp),
    Region: regionName(region),
    AlarmArn: shown.AlarmArn,
    OldStateValue: from,
    OKActions: shown.OKActions,
    AlarmActions: shown.AlarmActions,
    InsufficientDataActions: shown.InsufficientDataActions,
    ...(alarm.type === 'MetricAlarm'
      ? { Trigger: trigger(alarm.shown) }
      : {
          AlarmRule: alarm.shown.AlarmRule,
          TriggeringChildren: children.map(({ shown: child }) => ({
            Arn: child.AlarmArn,
            State: { Value: child.StateValue, Timestamp: timeStamp(child.StateUpdatedTimestamp) },
          })),
        }),
  };
}

/** The metric that an alarm watches, or its metric math, as the messages write them. */
function trigger(alarm: KnownMetricAlarm): object {
  const watched = alarm.Metrics
    ? { Metrics: alarm.Metrics }
    : {
        MetricName: alarm.MetricName,
        Namespace: alarm.Namespace,
        ...(alarm.ExtendedStatistic
          ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic: alarm.ExtendedStatistic }
          : { StatisticType: 'Statistic', Statistic: STATISTICS[alarm.Statistic ?? ''] }),
        Unit: alarm.Unit ?? null,
        Dimensions: (alarm.Dimensions ?? []).map(({ Name, Value }) => ({ value: Value, name: Name })),
      };
  return {
    ...watched,
    Period: alarm.Period,
    EvaluationPeriods: alarm.EvaluationPeriods,
    ...(alarm.DatapointsToAlarm === undefined ? {} : { DatapointsToAlarm: alarm.DatapointsToAlarm }),
    ComparisonOperator: alarm.ComparisonOperator,
    Threshold: alarm.Threshold,
    TreatMissingData: alarm.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: alarm.EvaluateLowSampleCountPercentile ?? '',
  };
}

const STATISTICS: Readonly<Record<string, string | undefined>> = {
  Average: 'AVERAGE',
  Maximum: 'MAXIMUM',
  Minimum: 'MINIMUM',
  SampleCount: 'SAMPLE_COUNT',
  Sum: 'SUM',
};

function letter(region: string, { alarm, from }: StateChange): string {
  const { shown } = alarm;
  const time = timeInWords(shown.StateUpdatedTimestamp);
  const actions = (['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const).map(
    (state) =>
      `- ${state}: ${actionsOf(alarm, state)
        .map((action) => `[${action}]`)
        .join(' ')}`,
  );
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${shown.AlarmName}" in the ${regionName(region)} region has entered the ${shown.StateValue} state, because "${shown.StateReason}" at "${time}".`,
    '',
    'Alarm Details:',
    `- Name:                       ${shown.AlarmName}`,
    `- Description:                ${shown.AlarmDescription ?? ''}`,
    `- State Change:               ${from} -> ${shown.StateValue}`,
    ...(alarm.type === 'CompositeAlarm' ? [`- Alarm Rule:                 ${alarm.shown.AlarmRule}`] : []),
    `- Reason for State Change:    ${shown.StateReason}`,
    `- Timestamp:                  ${time}`,
    `- AWS Account:                ${ACCOUNT}`,
    `- Alarm Arn:                  ${shown.AlarmArn}`,
    '',
    'State Change Actions:',
    ...actions,
    '',
  ].join('\n');
}
