import { parseArn } from '../../domain/arn.js';
import type { CallContext } from '../operation.js';
import { ACCOUNT } from '../world/world.js';
import { alarmArn } from './alarm.js';
import { checkCount, checkLength, validationError } from './refusal.js';
import type { AlarmRecord } from './world.js';

/** What a request says of an alarm of either kind. */
export interface AlarmSettings {
  readonly AlarmName?: string | undefined;
  readonly AlarmDescription?: string | undefined;
  readonly ActionsEnabled?: boolean | undefined;
  readonly OKActions?: string[] | undefined;
  readonly AlarmActions?: string[] | undefined;
  readonly InsufficientDataActions?: string[] | undefined;
}

/** An alarm may have so many actions for each state. */
const MOST_ACTIONS = 5;

/**
 * Checks what alarms of both kinds have in common.
 *
 * @throws Fault `ValidationError`, also for an action that is no SNS topic: the engine carries out no other
 */
export function checkAlarmSettings(settings: AlarmSettings): void {
  checkLength(settings.AlarmName, 'alarmName', 1, 255);
  checkLength(settings.AlarmDescription, 'alarmDescription', 0, 1024);
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = settings;
  checkCount(OKActions, 'oKActions', MOST_ACTIONS);
  checkCount(AlarmActions, 'alarmActions', MOST_ACTIONS);
  checkCount(InsufficientDataActions, 'insufficientDataActions', MOST_ACTIONS);
  for (const action of [...OKActions, ...AlarmActions, ...InsufficientDataActions]) checkAction(action);
}

function checkAction(action: string): void {
  const arn = parseArn(action);
  if (!arn) throw validationError(`Invalid arn syntax: ${action}`);
  if (arn.service !== 'sns' || arn.account !== ACCOUNT) {
    throw validationError(`The embedded engine models alarm actions on its own SNS topics only, not ${action}`);
  }
}

/** What every alarm shows of its settings; the state of one that exists already stays as it is. */
export function commonMembers({ world, now }: CallContext, settings: AlarmSettings, existing: AlarmRecord | undefined) {
  const { AlarmName = '', ActionsEnabled = true } = settings;
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = settings;
  return {
    AlarmName,
    AlarmArn: alarmArn(world.region, AlarmName),
    AlarmConfigurationUpdatedTimestamp: now,
    ActionsEnabled,
    OKActions: [...OKActions],
    AlarmActions: [...AlarmActions],
    InsufficientDataActions: [...InsufficientDataActions],
    StateValue: existing?.shown.StateValue ?? ('INSUFFICIENT_DATA' as const),
    StateReason: existing?.shown.StateReason ?? 'Unchecked: Initial alarm creation',
    ...(existing?.shown.StateReasonData === undefined ? {} : { StateReasonData: existing.shown.StateReasonData }),
    StateUpdatedTimestamp: existing?.shown.StateUpdatedTimestamp ?? now,
    StateTransitionedTimestamp: existing?.shown.StateTransitionedTimestamp ?? now,
  };
}
