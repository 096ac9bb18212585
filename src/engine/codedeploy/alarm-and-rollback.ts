import {
  type AlarmConfiguration,
  AlarmsLimitExceededException$,
  type AutoRollbackConfiguration,
  AutoRollbackEvent,
  InvalidAlarmConfigException$,
  InvalidAutoRollbackConfigException$,
} from '@aws-sdk/client-codedeploy';
import { enumBreach } from '../constraint.js';
import { Fault } from '../fault.js';

/** The smaller of the two limits that AWS publishes (10 in the API, 50 among the quotas). */
const MOST_ALARMS = 10;

/**
 * Checks the alarms of a group or a deployment. Whether they exist is not asked before a deployment polls them.
 *
 * @throws Fault `InvalidAlarmConfigException`, `AlarmsLimitExceededException`
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html
 */
export function checkAlarms(configuration: AlarmConfiguration | undefined): void {
  if (!configuration) return;
  const names = (configuration.alarms ?? []).map(({ name }) => name ?? '');
  if (configuration.enabled && names.length === 0) {
    refuseAlarms('At least one alarm must be specified when alarms are enabled');
  }
  if (names.some((name) => name === '' || name.length > 255)) {
    refuseAlarms('An alarm name must have between 1 and 255 characters');
  }
  if (new Set(names).size < names.length) refuseAlarms('The same alarm was specified more than once');
  if (names.length > MOST_ALARMS) {
    throw new Fault(AlarmsLimitExceededException$, `The maximum number of alarms, ${MOST_ALARMS}, was exceeded`);
  }
}

function refuseAlarms(message: string): never {
  throw new Fault(InvalidAlarmConfigException$, message);
}

/**
 * Checks when a group or a deployment rolls back by itself.
 *
 * @throws Fault `InvalidAutoRollbackConfigException`
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AutoRollbackConfiguration.html
 */
export function checkAutoRollback(configuration: AutoRollbackConfiguration | undefined): void {
  for (const event of configuration?.events ?? []) {
    const breach = enumBreach('autoRollbackConfiguration.events', event, Object.values(AutoRollbackEvent));
    if (breach) throw new Fault(InvalidAutoRollbackConfigException$, breach);
  }
  if (configuration?.enabled && !configuration.events?.length) {
    throw new Fault(
      InvalidAutoRollbackConfigException$,
      'At least one event must be specified when automatic rollback is enabled',
    );
  }
}
