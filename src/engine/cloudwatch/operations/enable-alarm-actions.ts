import type { EnableAlarmActionsCommandInput, EnableAlarmActionsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { switchActions } from '../action-switch.js';

/** Has the actions of alarms carried out from now on. Names of alarms that do not exist are passed over. */
export function enableAlarmActions(
  input: EnableAlarmActionsCommandInput,
  context: CallContext,
): Answer<EnableAlarmActionsCommandOutput> {
  switchActions(context, input.AlarmNames, true);
  return {};
}
