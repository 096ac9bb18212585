import type { DisableAlarmActionsCommandInput, DisableAlarmActionsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { switchActions } from '../action-switch.js';

/** Has the actions of alarms left out from now on. Names of alarms that do not exist are passed over. */
export function disableAlarmActions(
  input: DisableAlarmActionsCommandInput,
  context: CallContext,
): Answer<DisableAlarmActionsCommandOutput> {
  switchActions(context, input.AlarmNames, false);
  return {};
}
