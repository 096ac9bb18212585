import type { Moment } from '../moment.js';
import type { Intervention, Rule } from '../rule.js';
import type { Scenario } from '../scenario.js';
import { lifecycleEvent, seconds } from './argument.js';

const API_STOP = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_StopDeployment.html';
const API_CREATE = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html';
const API_READY = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentReadyOption.html';
const API_DELETE = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html';
const ECS_GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html';

/** Minutes for which a group waits to be continued, or keeps the original task set, where a scenario needs it to. */
const WAIT = { ready: 60, termination: 10 } as const;

/** What other people do while a deployment is under way. */
export const OTHERS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'other-deployment-active',
    summary: 'Somebody else starts a deployment of the group a moment before',
    source: API_CREATE,
    rules: (argument) => (argument === undefined ? [beforeDeployment({ kind: 'start-other-deployment' })] : undefined),
  },
  {
    name: 'ready-times-out',
    summary: 'The group waits 30 minutes for somebody to continue the deployment, and nobody does',
    argument: { name: 'how long it waits', example: '2h' },
    source: API_READY,
    rules(argument = '30m') {
      const minutes = wholeMinutes(argument);
      return minutes === undefined ? undefined : [beforeDeployment({ kind: 'require-approval', minutes })];
    },
  },
  {
    name: 'ready-continued',
    summary: 'The group waits for somebody to continue the deployment, and somebody does after 10 minutes',
    argument: { name: 'after how long', example: '45m' },
    source: API_READY,
    rules(argument = '10m') {
      const afterSeconds = seconds(argument);
      if (afterSeconds === undefined) return undefined;
      const minutes = WAIT.ready + Math.ceil(afterSeconds / 60);
      return [
        beforeDeployment({ kind: 'require-approval', minutes }),
        {
          kind: 'intervention',
          moment: { kind: 'waiting', wait: 'ready', afterSeconds },
          does: { kind: 'continue-deployment' },
        },
      ];
    },
  },
  {
    name: 'stopped',
    summary:
      'Somebody stops the deployment at the beginning of AllowTraffic, or of another event, or in a wait (Ready, Termination); whether it is rolled back the group decides, or +rollback or +no-rollback',
    argument: { name: 'the event or wait, with or without a say about the rollback', example: 'Install+rollback' },
    source: API_STOP,
    rules: stopped,
  },
  {
    name: 'service-deleted',
    summary: 'Somebody deletes the ECS service at the beginning of AllowTraffic, or of another event',
    argument: { name: 'the lifecycle event', example: 'Install' },
    source: API_DELETE,
    rules(argument = 'AllowTraffic') {
      const event = lifecycleEvent(argument);
      return (
        event && [{ kind: 'intervention', moment: { kind: 'event-begun', event }, does: { kind: 'delete-service' } }]
      );
    },
  },
  {
    name: 'scaled-during-shift',
    summary: 'Auto scaling wants two more tasks during the shift; both task sets grow',
    source: ECS_GUIDE,
    rules: (argument) =>
      argument === undefined
        ? [
            {
              kind: 'intervention',
              moment: { kind: 'green-reaches', percent: 1, afterSeconds: 10 },
              does: { kind: 'scale-service', tasks: 2 },
            },
          ]
        : undefined,
  },
];

function stopped(argument = 'AllowTraffic'): readonly Rule[] | undefined {
  const [place = '', choice, ...more] = argument.split('+');
  if (more.length > 0 || (choice !== undefined && choice !== 'rollback' && choice !== 'no-rollback')) return undefined;
  const does: Intervention = {
    kind: 'stop-deployment',
    ...(choice === undefined ? {} : { rollback: choice === 'rollback' }),
  };
  const at = (moment: Moment): Rule => ({ kind: 'intervention', moment, does });
  switch (place) {
    case 'Ready':
      return [
        beforeDeployment({ kind: 'require-approval', minutes: WAIT.ready }),
        at({ kind: 'waiting', wait: 'ready', afterSeconds: 60 }),
      ];
    case 'Termination':
      return [
        beforeDeployment({ kind: 'keep-blue', minutes: WAIT.termination }),
        at({ kind: 'waiting', wait: 'termination', afterSeconds: 60 }),
      ];
    default: {
      const event = lifecycleEvent(place);
      return event && [at({ kind: 'event-begun', event })];
    }
  }
}

function beforeDeployment(does: Intervention): Rule {
  return { kind: 'intervention', moment: { kind: 'before-call', operation: 'CreateDeployment' }, does };
}

function wholeMinutes(text: string): number | undefined {
  const time = seconds(text);
  return time === undefined || time < 60 ? undefined : Math.floor(time / 60);
}
