import type { AlarmHistoryItem, CompositeAlarm, MetricAlarm, StateValue } from '@aws-sdk/client-cloudwatch';

/** What Amazon CloudWatch remembers of one region: alarms, but no metrics. */
export interface CloudWatchWorld {
  /** By ARN, in the order of creation; metric alarms and composite ones share their names. */
  alarms: Record<string, AlarmRecord>;
  /** What has happened to alarms, oldest first; only the latest are kept. */
  history: HistoryRecord[];
  /** How often anything about an alarm was changed: who has seen this number knows that all is as it was. */
  changes: number;
}

/** A region in which nothing was made yet. */
export function emptyCloudWatchWorld(): CloudWatchWorld {
  return { alarms: {}, history: [], changes: 0 };
}

/** What the engine reads of every alarm made certain. */
export interface KnownAlarm {
  AlarmName: string;
  AlarmArn: string;
  AlarmConfigurationUpdatedTimestamp: Date;
  ActionsEnabled: boolean;
  OKActions: string[];
  AlarmActions: string[];
  InsufficientDataActions: string[];
  StateValue: StateValue;
  StateReason: string;
  StateUpdatedTimestamp: Date;
  StateTransitionedTimestamp: Date;
}

/** A metric alarm as it is answered. */
export type KnownMetricAlarm = MetricAlarm & KnownAlarm;

/** A composite alarm as it is answered. */
export type KnownCompositeAlarm = CompositeAlarm & KnownAlarm & { AlarmRule: string };

/** An alarm that watches a metric. The engine has none: its state is what somebody sets. */
export interface MetricAlarmRecord {
  type: 'MetricAlarm';
  shown: KnownMetricAlarm;
  tags: Record<string, string>;
}

/** An alarm that follows others by its rule. */
export interface CompositeAlarmRecord {
  type: 'CompositeAlarm';
  shown: KnownCompositeAlarm;
  tags: Record<string, string>;
}

/** An alarm. */
export type AlarmRecord = MetricAlarmRecord | CompositeAlarmRecord;

/** Something that happened to an alarm. */
export interface HistoryRecord extends AlarmHistoryItem {
  AlarmName: string;
  AlarmType: AlarmRecord['type'];
  Timestamp: Date;
}
