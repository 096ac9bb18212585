import { alarmArn, alarmAt } from '../../cloudwatch/alarm.js';
import { putMetricAlarm } from '../../cloudwatch/operations/put-metric-alarm.js';
import { setAlarmState } from '../../cloudwatch/operations/set-alarm-state.js';
import { updateDeploymentGroup } from '../../codedeploy/operations/update-deployment-group.js';
import type { Concern } from './group-concerned.js';

/** The alarm of a group that has none of its own. */
const SCENARIO_ALARM = 'bg-deploy-scenario';

/** Makes sure that the group watches an alarm, and that those which it watches exist. */
export function watchAlarm(concern: Concern): void {
  const { context, group } = concern;
  const named = watched(concern);
  for (const AlarmName of named.length > 0 ? named : [SCENARIO_ALARM]) {
    if (alarmAt(context.world, alarmArn(context.world.region, AlarmName))) continue;
    putMetricAlarm(
      {
        AlarmName,
        AlarmDescription: 'Made by a scenario',
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HTTPCode_Target_5XX_Count',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      },
      context,
    );
    setAlarmState({ AlarmName, StateValue: 'OK', StateReason: 'No datapoint was at or above the threshold' }, context);
  }
  if (named.length > 0) return;
  updateDeploymentGroup(
    {
      applicationName: group.applicationName,
      currentDeploymentGroupName: group.deploymentGroupName,
      alarmConfiguration: { ...group.alarmConfiguration, enabled: true, alarms: [{ name: SCENARIO_ALARM }] },
    },
    context,
  );
}

/** Sets every alarm that the group watches. */
export function setAlarms(concern: Concern, state: 'ALARM' | 'OK'): void {
  for (const AlarmName of watched(concern)) {
    const StateReason =
      state === 'ALARM'
        ? 'Threshold Crossed: 1 datapoint was greater than or equal to the threshold (1.0)'
        : 'No datapoint was at or above the threshold';
    setAlarmState({ AlarmName, StateValue: state, StateReason }, concern.context);
  }
}

function watched({ group, deployment }: Concern): string[] {
  const { enabled, alarms } = deployment?.overrideAlarmConfiguration ?? group.alarmConfiguration ?? {};
  return enabled ? (alarms ?? []).flatMap(({ name }) => name ?? []) : [];
}
