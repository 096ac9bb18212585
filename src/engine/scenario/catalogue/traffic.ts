import type { Moment } from '../moment.js';
import type { Intervention, Rule } from '../rule.js';
import type { Scenario } from '../scenario.js';
import { percent } from './argument.js';

const TROUBLESHOOTING = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html';

/** What others do to the listener. */
export const TRAFFIC_SCENARIOS: readonly Scenario[] = [
  {
    name: 'primary-not-behind-listener',
    summary: 'Somebody has put the production listener on the idle target group right before the deployment',
    source: TROUBLESHOOTING,
    rules: alone(beforeDeployment({ kind: 'point-listener-elsewhere' })),
  },
  {
    name: 'leftover-weights',
    summary: 'The new target group has traffic before the shift, as a deployment leaves it that was stopped half-way',
    source: TROUBLESHOOTING,
    rules: alone(beforeDeployment({ kind: 'set-listener-weights', blue: 90, green: 10 })),
  },
  {
    name: 'listener-changed',
    summary: 'Somebody puts the production listener back on the old version during the shift',
    argument: { name: 'the share of the traffic at which it happens', example: '50' },
    source: TROUBLESHOOTING,
    rules: atShare({ kind: 'set-listener-weights', blue: 100, green: 0 }),
  },
  {
    name: 'rule-changed',
    summary:
      'Somebody adds a rule to the production listener during the shift that sends some paths to the old version',
    argument: { name: 'the share of the traffic at which it happens', example: '50' },
    source: TROUBLESHOOTING,
    rules: atShare({ kind: 'add-rule' }),
  },
];

function beforeDeployment(does: Intervention): Rule {
  return { kind: 'intervention', moment: { kind: 'before-call', operation: 'CreateDeployment' }, does };
}

function alone(...rules: Rule[]): Scenario['rules'] {
  return (argument) => (argument === undefined ? rules : undefined);
}

function atShare(does: Intervention): Scenario['rules'] {
  return (argument = '1') => {
    const share = percent(argument);
    if (share === undefined) return undefined;
    const moment: Moment = { kind: 'green-reaches', percent: share, afterSeconds: 10 };
    return [{ kind: 'intervention', moment, does }];
  };
}
