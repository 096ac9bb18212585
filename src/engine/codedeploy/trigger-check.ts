import {
  InvalidTriggerConfigException$,
  type TriggerConfig,
  TriggerTargetsLimitExceededException$,
} from '@aws-sdk/client-codedeploy';
import { Fault } from '../fault.js';

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html */
const MOST_TRIGGERS = 10;

/**
 * Checks the triggers of a group: each has a name, a topic and at least one event.
 *
 * @throws Fault `InvalidTriggerConfigException`, `TriggerTargetsLimitExceededException`
 */
export function checkTriggers(triggers: readonly TriggerConfig[] | undefined): void {
  if (!triggers) return;
  if (triggers.length > MOST_TRIGGERS) {
    throw new Fault(
      TriggerTargetsLimitExceededException$,
      `The maximum number of triggers, ${MOST_TRIGGERS}, was exceeded`,
    );
  }
  for (const { triggerName, triggerTargetArn, triggerEvents } of triggers) {
    if (!triggerName) refuse('A trigger must have a name');
    if (!/^arn:aws[\w-]*:sns:[^:]+:\d{12}:.+$/.test(triggerTargetArn ?? '')) {
      refuse(`The target of the trigger ${triggerName} is not the ARN of an Amazon SNS topic`);
    }
    if (!triggerEvents?.length) refuse(`The trigger ${triggerName} must have at least one event`);
  }
  if (new Set(triggers.map(({ triggerName }) => triggerName)).size < triggers.length) {
    refuse('The same trigger name was specified more than once');
  }
}

function refuse(message: string): never {
  throw new Fault(InvalidTriggerConfigException$, message);
}
