import type { InterventionRule } from '../rule.js';
import type { Scenario } from '../scenario.js';
import { percent } from './argument.js';

const ALARMS = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html';

/**
 * A group that watches no alarm is given one, `bg-deploy-scenario`, when a deployment of it is created; it keeps it.
 * Alarms that a group names and that do not exist are made.
 */
const WATCHED: InterventionRule = {
  kind: 'intervention',
  moment: { kind: 'before-call', operation: 'CreateDeployment' },
  does: { kind: 'watch-alarm' },
};

/** An alarm that stayed on would stop the next release as well, which may be one without a scenario. */
const RECOVERS: InterventionRule = {
  kind: 'intervention',
  moment: { kind: 'ended', afterSeconds: 60 },
  does: { kind: 'set-alarm', state: 'OK' },
};

/** CloudWatch alarms that go off. CodeDeploy asks for them every few seconds. */
export const ALARM_SCENARIOS: readonly Scenario[] = [
  {
    name: 'alarm-during-shift',
    summary: 'An alarm of the deployment group goes off as soon as production traffic reaches the new version',
    argument: { name: 'the share of the traffic at which it does', example: '50' },
    source: ALARMS,
    rules(argument = '1') {
      const share = percent(argument);
      if (share === undefined) return undefined;
      return [
        WATCHED,
        {
          kind: 'intervention',
          moment: { kind: 'green-reaches', percent: share },
          does: { kind: 'set-alarm', state: 'ALARM' },
        },
        RECOVERS,
      ];
    },
  },
  {
    name: 'alarm-from-start',
    summary: 'An alarm of the deployment group is on already when the deployment begins',
    source: ALARMS,
    rules: (argument) =>
      argument === undefined
        ? [
            WATCHED,
            {
              kind: 'intervention',
              moment: { kind: 'before-call', operation: 'CreateDeployment' },
              does: { kind: 'set-alarm', state: 'ALARM' },
            },
            RECOVERS,
          ]
        : undefined,
  },
];
