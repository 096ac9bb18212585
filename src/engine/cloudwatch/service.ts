import {
  DeleteAlarms$,
  type DeleteAlarmsCommandInput,
  type DeleteAlarmsCommandOutput,
  DescribeAlarmHistory$,
  type DescribeAlarmHistoryCommandInput,
  type DescribeAlarmHistoryCommandOutput,
  DescribeAlarms$,
  type DescribeAlarmsCommandInput,
  type DescribeAlarmsCommandOutput,
  DisableAlarmActions$,
  type DisableAlarmActionsCommandInput,
  type DisableAlarmActionsCommandOutput,
  EnableAlarmActions$,
  type EnableAlarmActionsCommandInput,
  type EnableAlarmActionsCommandOutput,
  ListTagsForResource$,
  type ListTagsForResourceCommandInput,
  type ListTagsForResourceCommandOutput,
  PutCompositeAlarm$,
  type PutCompositeAlarmCommandInput,
  type PutCompositeAlarmCommandOutput,
  PutMetricAlarm$,
  type PutMetricAlarmCommandInput,
  type PutMetricAlarmCommandOutput,
  SetAlarmState$,
  type SetAlarmStateCommandInput,
  type SetAlarmStateCommandOutput,
  TagResource$,
  type TagResourceCommandInput,
  type TagResourceCommandOutput,
  UntagResource$,
  type UntagResourceCommandInput,
  type UntagResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { operation, type ServiceDefinition } from '../service.js';
import { deleteAlarms } from './operations/delete-alarms.js';
import { describeAlarmHistory } from './operations/describe-alarm-history.js';
import { describeAlarms } from './operations/describe-alarms.js';
import { disableAlarmActions } from './operations/disable-alarm-actions.js';
import { enableAlarmActions } from './operations/enable-alarm-actions.js';
import { listTagsForResource } from './operations/list-tags-for-resource.js';
import { putCompositeAlarm } from './operations/put-composite-alarm.js';
import { putMetricAlarm } from './operations/put-metric-alarm.js';
import { setAlarmState } from './operations/set-alarm-state.js';
import { tagResource } from './operations/tag-resource.js';
import { untagResource } from './operations/untag-resource.js';

/**
 * Amazon CloudWatch, as far as alarms go. It has no metrics: alarms change by SetAlarmState, and composite ones with
 * those that they name.
 */
export const cloudwatchService: ServiceDefinition = {
  signingName: 'monitoring',
  protocol: { kind: 'awsJson1_0', target: 'GraniteServiceVersion20100801' },
  otherProtocols: [
    { kind: 'awsQuery', version: '2010-08-01', xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
  ],
  operations: [
    operation<DeleteAlarmsCommandInput, DeleteAlarmsCommandOutput>(DeleteAlarms$, deleteAlarms),
    operation<DescribeAlarmHistoryCommandInput, DescribeAlarmHistoryCommandOutput>(
      DescribeAlarmHistory$,
      describeAlarmHistory,
    ),
    operation<DescribeAlarmsCommandInput, DescribeAlarmsCommandOutput>(DescribeAlarms$, describeAlarms),
    operation<DisableAlarmActionsCommandInput, DisableAlarmActionsCommandOutput>(
      DisableAlarmActions$,
      disableAlarmActions,
    ),
    operation<EnableAlarmActionsCommandInput, EnableAlarmActionsCommandOutput>(EnableAlarmActions$, enableAlarmActions),
    operation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput>(
      ListTagsForResource$,
      listTagsForResource,
    ),
    operation<PutCompositeAlarmCommandInput, PutCompositeAlarmCommandOutput>(PutCompositeAlarm$, putCompositeAlarm),
    operation<PutMetricAlarmCommandInput, PutMetricAlarmCommandOutput>(PutMetricAlarm$, putMetricAlarm),
    operation<SetAlarmStateCommandInput, SetAlarmStateCommandOutput>(SetAlarmState$, setAlarmState),
    operation<TagResourceCommandInput, TagResourceCommandOutput>(TagResource$, tagResource),
    operation<UntagResourceCommandInput, UntagResourceCommandOutput>(UntagResource$, untagResource),
  ],
};
