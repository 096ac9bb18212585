import type { DeploymentEvent, DeploymentResult } from '../../deployment/event.js';
import { durationText, elapsedText } from './duration.js';
import type { Paint } from './paint.js';
import { trafficBar } from './traffic-bar.js';

/** Writes the events of a deployment for a person. */
export interface ProgressText {
  /** The lines for an event; empty where it says nothing new to a person. */
  render(event: DeploymentEvent): string;
  /** What was held back in the hope that the next event says it in one line. */
  flush(): string;
}

/** Events without a hook are over in a blink: their beginning is told only if their end does not follow at once. */
const TOLD_AT_ONCE: ReadonlySet<string> = new Set(['Install', 'AllowTraffic']);

/** The renderer of `-o text`. */
export function progressText(paint: Paint): ProgressText {
  const startedAt = new Map<string, number>();
  let origin: number | undefined;
  let held: { readonly event: string; readonly line: string } | undefined;

  const column = (at: Date) => {
    origin ??= at.getTime();
    return paint('dim', elapsedText(at.getTime() - origin).padStart(8));
  };
  const line = (at: Date, mark: string, text: string) => `${column(at)}  ${mark} ${text}\n`;
  const took = (event: string, at: Date) => {
    const since = startedAt.get(event);
    return since === undefined ? '' : paint('dim', ` ${durationText(at.getTime() - since)}`);
  };

  const tell = (event: DeploymentEvent): string => {
    const { at } = event;
    switch (event.type) {
      case 'deployment.created':
        return [
          line(
            at,
            ' ',
            paint('bold', `${event.service} in cluster ${event.cluster}: deployment ${event.deploymentId}`),
          ),
          line(
            at,
            ' ',
            `task definition ${shortArn(event.taskDefinitionArn)}, now serving ${shortArn(event.previousTaskDefinitionArn)}`,
          ),
          line(at, ' ', `${event.application} / ${event.deploymentGroup}, ${event.deploymentConfig}`),
        ].join('');
      case 'deployment.status':
        return line(at, '·', event.to);
      case 'lifecycle.started':
        startedAt.set(event.event, at.getTime());
        return line(at, paint('dim', '▸'), `${event.event} …`);
      case 'lifecycle.succeeded':
        return line(at, paint('green', '✓'), `${event.event}${took(event.event, at)}`);
      case 'lifecycle.failed':
        return line(
          at,
          paint('red', '✗'),
          `${event.event} failed${event.diagnostics ? `: ${event.diagnostics}` : ''}${took(event.event, at)}`,
        );
      case 'lifecycle.skipped':
        return line(at, paint('dim', '-'), paint('dim', `${event.event} skipped`));
      case 'traffic.shifted':
        return line(at, paint('bold', '⇄'), `traffic  ${trafficBar(event, paint)}`);
      case 'taskset.changed':
        return line(
          at,
          ' ',
          paint(
            'dim',
            `${event.label.toLowerCase()} ${event.status}: ${event.running} of ${event.desired} tasks running${event.pending > 0 ? `, ${event.pending} pending` : ''}`,
          ),
        );
      case 'deployment.ready':
        return line(
          at,
          paint('yellow', '‖'),
          `waits for \`bg-deploy continue ${event.deploymentId}\`${event.until ? `, until ${event.until.toISOString()}` : ''}`,
        );
      case 'rollback.started':
        return line(
          at,
          paint('yellow', '↩'),
          `rolling back by ${event.rollbackDeploymentId}${event.reason ? `: ${event.reason}` : ''}`,
        );
      case 'rollback.finished':
        return line(at, paint('yellow', '↩'), `rollback ${event.rollbackDeploymentId}: ${event.status}`);
      case 'notification.sent':
        return line(at, paint('dim', '✉'), paint('dim', `told ${topicName(event.topic)}: ${event.subject}`));
      case 'notification.failed':
        return line(
          at,
          paint('yellow', '✉'),
          `could not tell ${topicName(event.topic)} (${event.reason}): ${event.subject}`,
        );
      case 'result':
        return resultText(event, paint);
    }
  };

  return {
    render(event) {
      const before = held;
      held = undefined;
      if (event.type === 'lifecycle.started' && !TOLD_AT_ONCE.has(event.event)) {
        held = { event: event.event, line: tell(event) };
        return before?.line ?? '';
      }
      const saysItAll = 'event' in event && event.event === before?.event;
      return (saysItAll ? '' : (before?.line ?? '')) + tell(event);
    },
    flush() {
      const line = held?.line ?? '';
      held = undefined;
      return line;
    },
  };
}

/** The verdict, as the last lines that a person reads: what happened, where the traffic is, what to do. */
export function resultText(result: DeploymentResult, paint: Paint): string {
  const took =
    result.startedAt && result.completedAt
      ? ` in ${durationText(result.completedAt.getTime() - result.startedAt.getTime())}`
      : '';
  const traffic = result.traffic ? `traffic  ${trafficBar(result.traffic, paint)}` : 'traffic  unknown';
  const lines = [headline(result, took, paint), traffic, ...advice(result)];
  return `\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function headline(result: DeploymentResult, took: string, paint: Paint): string {
  const what = `${result.deploymentId} ${result.status}${took}`;
  if (result.exitCode === 0) {
    // A deployment that was taken back has left the version before it in place; any other one has put its own there.
    const now = shortArn(result.status === 'Succeeded' ? result.taskDefinitionArn : result.previousTaskDefinitionArn);
    if (result.completedAt === null) return `${what}: it goes on without bg-deploy`;
    return paint(
      'green',
      result.rolledBack
        ? `✓ rolled back: ${now} serves ${result.service} again (${what})`
        : `✓ ${what}: ${now} serves ${result.service}`,
    );
  }
  const why = result.error ? `: ${result.error.message}` : '';
  return paint(result.exitCode === 6 ? 'yellow' : 'red', `✗ ${what}${why}`);
}

function advice(result: DeploymentResult): string[] {
  switch (result.exitCode) {
    case 0:
      return result.completedAt === null ? [`watch it: bg-deploy status ${result.deploymentId} --watch`] : [];
    case 3:
      return [
        `users are served by ${shortArn(result.previousTaskDefinitionArn)}. Why it failed: bg-deploy status ${result.deploymentId}`,
      ];
    case 4:
      return [
        'it is not certain that all traffic is on the previous version: someone must look',
        `look: bg-deploy status ${result.deploymentId}     go back: bg-deploy rollback ${result.deploymentId}`,
      ];
    default:
      return [
        `watch it: bg-deploy status ${result.deploymentId} --watch     go back: bg-deploy rollback ${result.deploymentId}`,
      ];
  }
}

/** The last part of a topic's ARN. */
function topicName(topic: string): string {
  return topic.slice(topic.lastIndexOf(':') + 1);
}

/** `family:revision` of a task definition's ARN. */
export function shortArn(arn: string | null): string {
  return arn === null ? 'an unknown task definition' : arn.slice(arn.lastIndexOf('/') + 1);
}
