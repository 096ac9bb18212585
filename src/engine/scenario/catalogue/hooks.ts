import { HOOK_EVENTS } from '../../../domain/lifecycle-event.js';
import type { HookRule } from '../rule.js';
import type { Scenario } from '../scenario.js';

const HOOKS = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html';

/** What goes wrong with the Lambda functions that an AppSpec names. Where it names none, nothing goes wrong. */
export const HOOK_SCENARIOS: readonly Scenario[] = [
  hookScenario('hook-fails', 'fail', 'A validation function reports Failed'),
  hookScenario('hook-silent', 'silent', 'A validation function never reports; after an hour CodeDeploy gives up'),
  hookScenario('hook-missing', 'missing', 'The Lambda function that the AppSpec names does not exist'),
];

function hookScenario(name: string, answer: HookRule['answer'], summary: string): Scenario {
  return {
    name,
    summary,
    argument: { name: 'the lifecycle event', example: 'AfterAllowTestTraffic' },
    source: HOOKS,
    rules(argument) {
      if (argument === undefined) return [{ kind: 'hook', answer }];
      const event = HOOK_EVENTS.find((known) => known === argument);
      return event && [{ kind: 'hook', event, answer }];
    },
  };
}
