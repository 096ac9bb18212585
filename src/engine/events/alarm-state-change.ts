import type { AlarmRecord } from '../cloudwatch/world.js';
import type { CallContext } from '../operation.js';
import { emit } from './emit.js';

/** The state of an alarm, as events tell of it. */
export interface AlarmState {
  readonly value: string;
  readonly reason?: string;
  /** JSON. */
  readonly data?: string;
  readonly since: Date;
}

/**
 * Tells of an alarm that has changed its state.
 *
 * @param alarm - as it is now
 * @param before - the state that it had
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function emitAlarmStateChange(
  context: Pick<CallContext, 'world' | 'now'>,
  alarm: AlarmRecord,
  before: AlarmState,
): void {
  const { AlarmArn, AlarmName, StateValue, StateReason, StateReasonData, StateUpdatedTimestamp } = alarm.shown;
  const now = { value: StateValue, reason: StateReason, data: StateReasonData, since: StateUpdatedTimestamp };
  emit(context, {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [AlarmArn],
    detail: {
      alarmName: AlarmName,
      state: written(now),
      previousState: written(before),
      configuration: { ...configurationOf(alarm), description: alarm.shown.AlarmDescription },
    },
  });
}

/** CloudWatch writes its times with an offset: `2026-01-01T00:00:00.000+0000`. */
function written({ value, reason, data, since }: AlarmState): object {
  return { value, reason, reasonData: data, timestamp: since.toISOString().replace('Z', '+0000') };
}

function configurationOf(alarm: AlarmRecord): object {
  if (alarm.type === 'CompositeAlarm') {
    const { AlarmRule: alarmRule, ActionsSuppressor: actionsSuppressor } = alarm.shown;
    return { alarmRule, actionsSuppressor };
  }
  const {
    MetricName: name,
    Namespace: namespace,
    Dimensions = [],
    Period: period,
    Statistic,
    ExtendedStatistic,
  } = alarm.shown;
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const metricStat = { metric: { namespace, name, dimensions }, period, stat: Statistic ?? ExtendedStatistic };
  return { metrics: name === undefined ? [] : [{ metricStat, returnData: true }] };
}
