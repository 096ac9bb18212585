import type { DeploymentReport } from '../../deployment/status.js';
import { durationText } from './duration.js';
import type { Paint } from './paint.js';
import { shortArn } from './progress-text.js';
import { trafficBar } from './traffic-bar.js';

type Report = DeploymentReport;

/** A deployment as it stands, for a person. */
export function statusText(report: Report, now: number, paint: Paint): string {
  const lines = [
    ...heading(report, now, paint),
    '',
    ...report.lifecycleEvents.map((event) => `  ${eventLine(event, now, paint)}`),
    ...(report.lifecycleEvents.length > 0 ? [''] : []),
    ...report.taskSets.map(taskSetLine),
    ...(report.taskSets.length > 0 ? [''] : []),
    `  traffic     ${report.traffic ? trafficBar(report.traffic, paint) : 'not known yet'}`,
    ...[...listenerLines('production', report.productionListener), ...listenerLines('test', report.testListener)],
    ...report.targetHealth.map(
      (health) => `  targets     ${health.targetGroup}: ${health.healthy} of ${health.total} healthy`,
    ),
    ...waits(report),
  ];
  return `${lines.join('\n')}\n`;
}

function heading(report: Report, now: number, paint: Paint): string[] {
  const colour = report.status === 'Succeeded' ? 'green' : report.completedAt ? 'red' : 'yellow';
  const since = report.startedAt ?? report.createdAt;
  const took = durationText((report.completedAt?.getTime() ?? now) - since.getTime());
  const why = report.error ? [`  ${paint('red', `${report.error.code}: ${report.error.message}`)}`] : [];
  const back = report.rollbackDeploymentId ? [`  rolled back by ${report.rollbackDeploymentId}`] : [];
  return [
    `${paint('bold', report.deploymentId)}  ${paint(colour, report.status)}  ${report.completedAt ? `after ${took}` : `for ${took}`}`,
    `  ${report.service} in cluster ${report.cluster}, ${report.application} / ${report.deploymentGroup}`,
    `  ${shortArn(report.taskDefinitionArn)}${report.previousTaskDefinitionArn ? `, before it ${shortArn(report.previousTaskDefinitionArn)}` : ''}, ${report.deploymentConfig}`,
    ...(report.description && report.description !== shortArn(report.taskDefinitionArn)
      ? [`  ${report.description}`]
      : []),
    ...why,
    ...back,
  ];
}

function eventLine(event: Report['lifecycleEvents'][number], now: number, paint: Paint): string {
  const began = event.startedAt?.getTime();
  const took = began === undefined ? '' : `  ${durationText((event.endedAt?.getTime() ?? now) - began)}`;
  const name = event.name.padEnd(22);
  switch (event.status) {
    case 'Succeeded':
      return `${paint('green', '✓')} ${name}${paint('dim', took)}`;
    case 'Failed':
      return `${paint('red', '✗')} ${name}${took}${event.diagnostics ? `  ${event.diagnostics}` : ''}`;
    case 'InProgress':
      return `${paint('yellow', '▸')} ${name}${took}`;
    default:
      return paint('dim', `· ${name}  ${event.status}`);
  }
}

function taskSetLine(taskSet: Report['taskSets'][number]): string {
  const pending = taskSet.pending > 0 ? `, ${taskSet.pending} pending` : '';
  return `  ${taskSet.label.toLowerCase().padEnd(11)} ${taskSet.status}: ${taskSet.running} of ${taskSet.desired} tasks running${pending}, ${taskSet.targetGroup ?? 'no target group'}`;
}

function listenerLines(name: string, listener: Report['productionListener']): string[] {
  if (!listener) return [];
  const weights = listener.weights.map(({ targetGroup, percent }) => `${targetGroup} ${percent} %`).join(', ');
  return [`  listener    ${name} :${listener.port} → ${weights}`];
}

function waits(report: Report): string[] {
  const { deploymentId } = report;
  return [
    ...(report.readyUntil
      ? [`  waits       for \`bg-deploy continue ${deploymentId}\` until ${report.readyUntil.toISOString()}`]
      : []),
    ...(report.terminationUntil
      ? [
          `  waits       blue is kept until ${report.terminationUntil.toISOString()}; \`bg-deploy continue ${deploymentId} --terminate-blue\` ends that`,
        ]
      : []),
  ];
}
