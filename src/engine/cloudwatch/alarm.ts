import { ResourceNotFound$, type StateValue } from '@aws-sdk/client-cloudwatch';
import { stored } from '../elbv2/lookup.js';
import { Fault } from '../fault.js';
import type { RegionWorld } from '../world/world.js';
import { ACCOUNT } from '../world/world.js';
import type { AlarmRecord } from './world.js';

/** `arn:…:alarm:<name>` */
export function alarmArn(region: string, name: string): string {
  return `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:${name}`;
}

/** The alarm that a name or an ARN names; `undefined`: there is none. */
export function alarmAt({ region, cloudwatch }: RegionWorld, nameOrArn: string | undefined): AlarmRecord | undefined {
  if (nameOrArn === undefined) return undefined;
  return stored(cloudwatch.alarms, nameOrArn.startsWith('arn:') ? nameOrArn : alarmArn(region, nameOrArn));
}

/**
 * The alarm with this name.
 *
 * @throws Fault `ResourceNotFound`, as CloudWatch gives it: without a message
 */
export function findAlarm(world: RegionWorld, name: string | undefined): AlarmRecord {
  const alarm = stored(world.cloudwatch.alarms, alarmArn(world.region, name ?? ''));
  if (!alarm) throw new Fault(ResourceNotFound$, '');
  return alarm;
}

/** What an alarm does on entering a state. */
export function actionsOf({ shown }: AlarmRecord, state: StateValue): readonly string[] {
  switch (state) {
    case 'OK':
      return shown.OKActions;
    case 'ALARM':
      return shown.AlarmActions;
    case 'INSUFFICIENT_DATA':
      return shown.InsufficientDataActions;
  }
}
