import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { emitAlarmStateChange } from '../events/alarm-state-change.js';
import { Fault, ProtocolFault } from '../fault.js';
import type { CallContext } from '../operation.js';
import { publish } from '../sns/operations/publish.js';
import type { RegionWorld } from '../world/world.js';
import { actionsOf, alarmAt } from './alarm.js';
import { alarmsIn, holds, readAlarmRule } from './alarm-rule.js';
import { note } from './history.js';
import { alarmMessage, type StateChange } from './notification.js';
import { timeInWords, timeStamp } from './time-text.js';
import type { AlarmRecord, CompositeAlarmRecord } from './world.js';

/** A state that an alarm is to have, and why. */
export interface NewState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON. */
  readonly data?: string;
}

/**
 * Brings an alarm into a state. If that is another one, its actions are carried out and the composite alarms that name
 * it follow.
 */
export function enterState(context: CallContext, alarm: AlarmRecord, state: NewState): void {
  enter(context, alarm, state, { children: [], path: [] });
}

/**
 * Evaluates a composite alarm that was created or altered: it is never short of data afterwards.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function settle(context: CallContext, alarm: CompositeAlarmRecord, deed: 'created' | 'updated'): void {
  const { AlarmArn, AlarmRule, StateValue } = alarm.shown;
  const value = evaluated(context.world, alarm);
  if (value === StateValue) return;
  const children = alarmsIn(readAlarmRule(AlarmRule)).flatMap((name) => alarmAt(context.world, name) ?? []);
  const reason = `${AlarmArn} was ${deed} and its alarm rule evaluates to ${value}`;
  enter(context, alarm, { value, reason, data: triggeringAlarms(children) }, { children, path: [] });
}

/** The composite alarms whose rules name an alarm, in the order of their creation. */
export function parentsOf(world: RegionWorld, alarm: AlarmRecord): CompositeAlarmRecord[] {
  return Object.values(world.cloudwatch.alarms).filter(
    (one): one is CompositeAlarmRecord =>
      one.type === 'CompositeAlarm' &&
      alarmsIn(readAlarmRule(one.shown.AlarmRule)).some((name) => alarmAt(world, name) === alarm),
  );
}

/** By way of which alarms a change comes. */
interface Origin {
  readonly children: readonly AlarmRecord[];
  readonly path: readonly AlarmRecord[];
}

function enter(context: CallContext, alarm: AlarmRecord, state: NewState, { children, path }: Origin): void {
  const { world, now } = context;
  const { shown } = alarm;
  const before = { value: shown.StateValue, reason: shown.StateReason, data: shown.StateReasonData };
  const since = shown.StateUpdatedTimestamp;
  shown.StateValue = state.value;
  shown.StateReason = state.reason;
  shown.StateUpdatedTimestamp = now;
  if (state.data === undefined) delete shown.StateReasonData;
  else shown.StateReasonData = state.data;
  if (before.value === state.value) return;

  shown.StateTransitionedTimestamp = now;
  note(context, alarm, {
    type: 'StateUpdate',
    summary: `Alarm updated from ${before.value} to ${state.value}`,
    data: { oldState: stateData(before), newState: stateData(state) },
  });
  emitAlarmStateChange(context, alarm, { ...before, since });
  act(context, { alarm, from: before.value, children });
  const way = [...path, alarm];
  for (const parent of parentsOf(world, alarm)) {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html: the evaluation stops
    // where it comes round to an alarm again.
    if (!way.includes(parent)) follow(context, parent, alarm, way);
  }
}

function follow(
  context: CallContext,
  parent: CompositeAlarmRecord,
  child: AlarmRecord,
  path: readonly AlarmRecord[],
): void {
  const value = evaluated(context.world, parent);
  if (value === parent.shown.StateValue) return;
  const { AlarmArn, StateValue } = child.shown;
  const reason = `${AlarmArn} transitioned to ${StateValue} at ${timeInWords(context.now)}`;
  const children = [child];
  enter(context, parent, { value, reason, data: triggeringAlarms(children) }, { children, path });
}

function evaluated(world: RegionWorld, { shown }: CompositeAlarmRecord): StateValue {
  return holds(readAlarmRule(shown.AlarmRule), (name) => alarmAt(world, name)?.shown.StateValue) ? 'ALARM' : 'OK';
}

function triggeringAlarms(alarms: readonly AlarmRecord[]): string {
  return JSON.stringify({
    triggeringAlarms: alarms.map(({ shown }) => ({
      arn: shown.AlarmArn,
      state: { value: shown.StateValue, timestamp: timeStamp(shown.StateUpdatedTimestamp) },
    })),
  });
}

function stateData({ value, reason, data }: NewState | { value: StateValue; reason: string; data?: string }): object {
  return {
    stateValue: value,
    stateReason: reason,
    ...(data === undefined ? {} : { stateReasonData: JSON.parse(data) as unknown }),
  };
}

/** Carries out the actions of the state that an alarm has entered. One that fails holds nothing up. */
function act(context: CallContext, change: StateChange): void {
  const { alarm } = change;
  if (!alarm.shown.ActionsEnabled) return;
  const { subject, texts } = alarmMessage(context.world.region, change);
  for (const action of actionsOf(alarm, alarm.shown.StateValue)) {
    const failure = attempt(() =>
      publish(
        { TopicArn: action, Subject: subject, Message: JSON.stringify(texts), MessageStructure: 'json' },
        context,
      ),
    );
    note(context, alarm, {
      type: 'Action',
      summary: failure === undefined ? `Successfully executed action ${action}` : `Failed to execute action ${action}`,
      data: {
        actionState: failure === undefined ? 'Succeeded' : 'Failed',
        notificationResource: action,
        stateUpdateTimestamp: context.now.getTime(),
        ...(failure === undefined
          ? { publishedMessage: JSON.stringify({ default: texts.default }) }
          : { error: failure }),
      },
    });
  }
}

/** @returns why it was refused; `undefined`: it was not */
function attempt(deed: () => void): string | undefined {
  try {
    deed();
    return undefined;
  } catch (error) {
    if (error instanceof Fault || error instanceof ProtocolFault) return error.message;
    throw error;
  }
}
