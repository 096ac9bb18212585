import type { HealthCheckFailure } from '../../elbv2/world.js';
import type { Scenario } from '../scenario.js';
import { seconds } from './argument.js';

const STOPPED_TASKS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html';
const SERVICE_EVENTS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html';
const TARGET_HEALTH =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const TROUBLESHOOTING = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html';

/** What goes wrong with the tasks of the new version, and with its targets. */
export const TASK_SCENARIOS: readonly Scenario[] = [
  {
    name: 'task-crashes',
    summary: "The new version's essential container exits with 1, again and again, 15 seconds after it has started",
    argument: { name: 'the time that it lives', example: '10m' },
    source: STOPPED_TASKS,
    rules(argument = '15s') {
      const afterSeconds = seconds(argument);
      return afterSeconds === undefined
        ? undefined
        : [{ kind: 'task', fate: { kind: 'crashes', afterSeconds, exitCode: 1 } }];
    },
  },
  {
    name: 'image-missing',
    summary: "The new version's image is not in its registry: CannotPullContainerError",
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',
    rules: (argument) => (argument === undefined ? [{ kind: 'task', fate: { kind: 'image-missing' } }] : undefined),
  },
  {
    name: 'task-starts-slowly',
    summary: "The new version's tasks take 20 minutes to start; after 60 minutes CodeDeploy gives up",
    argument: { name: 'the time that a task takes', example: '90m' },
    source: TROUBLESHOOTING,
    rules(argument = '20m') {
      const time = seconds(argument);
      return time === undefined ? undefined : [{ kind: 'task', fate: { kind: 'starts-slowly', seconds: time } }];
    },
  },
  {
    name: 'no-capacity',
    summary: 'There is no room for tasks of the new version: ECS was unable to place a task',
    source: SERVICE_EVENTS,
    rules: (argument) => (argument === undefined ? [{ kind: 'task', fate: { kind: 'unplaced' } }] : undefined),
  },
  {
    name: 'health-check-fails',
    summary: "The load balancer's health checks of the new version find 404: a wrong path",
    argument: { name: 'path, timeout, refused or an HTTP status', example: 'timeout' },
    source: TARGET_HEALTH,
    rules(argument = 'path') {
      const failure = failureNamed(argument);
      return failure && [{ kind: 'target', failure }];
    },
  },
  {
    name: 'unhealthy-yet-succeeded',
    summary:
      'Nothing answers in the new version, and an all-at-once deployment without a test listener succeeds all the same',
    source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html',
    rules(argument) {
      const failure = failureNamed('refused');
      return argument === undefined && failure ? [{ kind: 'target', failure }] : undefined;
    },
  },
];

/** What DescribeTargetHealth says in such a case. */
function failureNamed(text: string): HealthCheckFailure | undefined {
  if (text === 'timeout') return { reason: 'Target.Timeout', description: 'Request timed out' };
  if (text === 'refused') return { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  const code = text === 'path' ? '404' : text;
  if (!/^[1-5]\d\d$/.test(code)) return undefined;
  return { reason: 'Target.ResponseCodeMismatch', description: `Health checks failed with these codes: [${code}]` };
}
