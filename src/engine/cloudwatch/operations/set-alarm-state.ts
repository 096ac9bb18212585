import {
  InvalidFormatFault$,
  type SetAlarmStateCommandInput,
  type SetAlarmStateCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findAlarm } from '../alarm.js';
import { checkEnum, checkLength } from '../refusal.js';
import { enterState } from '../state-change.js';

/** In the order in which AWS names them. */
const STATES = ['INSUFFICIENT_DATA', 'ALARM', 'OK'] as const;

/**
 * Sets the state of an alarm. At AWS a metric alarm goes back to its true state soon; in the engine it stays.
 *
 * @throws Fault `ResourceNotFound`, `InvalidFormat`, `ValidationError`
 */
export function setAlarmState(
  input: SetAlarmStateCommandInput,
  context: CallContext,
): Answer<SetAlarmStateCommandOutput> {
  const { StateValue, StateReason = '', StateReasonData } = input;
  checkEnum(StateValue, 'stateValue', STATES);
  checkLength(StateReason, 'stateReason', 0, 1023);
  checkLength(StateReasonData, 'stateReasonData', 0, 4000);
  const value = STATES.find((state) => state === StateValue) ?? 'INSUFFICIENT_DATA';
  const alarm = findAlarm(context.world, input.AlarmName);
  if (StateReasonData !== undefined && !isJson(StateReasonData)) {
    throw new Fault(InvalidFormatFault$, 'Invalid StateReasonData: it must be JSON');
  }
  enterState(context, alarm, {
    value,
    reason: StateReason,
    ...(StateReasonData === undefined ? {} : { data: StateReasonData }),
  });
  context.world.cloudwatch.changes += 1;
  return {};
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
