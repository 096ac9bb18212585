import type { BootstrapEvent, BootstrapResult } from '../../bootstrap/event.js';
import type { Paint } from './paint.js';

/** A line, or the closing lines, of a bootstrap for a person. */
export function bootstrapText(event: BootstrapEvent, paint: Paint): string {
  switch (event.type) {
    case 'resource.created':
      return `  ${paint('green', '+')} ${event.resource} ${event.name}: ${event.detail}\n`;
    case 'resource.updated':
      return `  ${paint('yellow', '~')} ${event.resource} ${event.name}: ${event.detail}\n`;
    case 'resource.kept':
      return `  ${paint('dim', '=')} ${paint('dim', `${event.resource} ${event.name}: ${event.detail}`)}\n`;
    case 'service.steady':
      return `  ${paint('green', '✓')} ${event.running} of ${event.desired} tasks of ${event.service} run and are healthy\n`;
    case 'service.unsteady':
      return `  ${paint('yellow', '!')} ${event.running} of ${event.desired} tasks of ${event.service} run; a deployment needs all of them\n`;
    case 'result':
      return resultText(event, paint);
  }
}

function resultText(result: BootstrapResult, paint: Paint): string {
  const plan = result.dryRun
    ? result.steps.map((step) => {
        const mark = { create: '+', update: '~', keep: '=', mismatch: '✗' }[step.action];
        const remedy = step.remedy ? `\n      ${step.remedy}` : '';
        return `  ${mark} ${step.resource} ${step.name}: ${step.reason}${remedy}\n`;
      })
    : [];
  const changes = result.steps.filter((step) => step.action !== 'keep').length;
  const verdict = result.dryRun
    ? `${changes} of ${result.steps.length} would be created or changed; nothing was`
    : changes === 0
      ? 'everything was there already'
      : `ready for a first release${result.loadBalancerDnsName ? `; the load balancer is ${result.loadBalancerDnsName}` : ''}`;
  return `${plan.join('')}\n  ${paint(result.exitCode === 0 ? 'green' : 'red', verdict)}\n`;
}
