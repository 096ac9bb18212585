import type { DeploymentPlan } from '../../deployment/plan.js';
import type { Check } from '../../preflight/check.js';
import { shortArn } from './progress-text.js';

/** What a dry run found, for a person. */
export function planText(plan: DeploymentPlan): string {
  const { taskDefinition } = plan;
  const lines = [
    `${plan.service} in cluster ${plan.cluster}, ${plan.application} / ${plan.deploymentGroup}`,
    taskDefinition.action === 'reuse'
      ? `  would use      ${shortArn(taskDefinition.arn)}, which says the same`
      : `  would register a new revision of ${taskDefinition.input.family}`,
    `  serves now     ${shortArn(plan.previousTaskDefinitionArn)}`,
    `  would shift    ${plan.deploymentConfig ?? 'by an unknown deployment configuration'}`,
    '',
    checksText(plan.checks).trimEnd(),
    '',
    plan.ok
      ? 'Nothing was changed. The deployment could be started.'
      : 'Nothing was changed. The deployment would fail.',
  ];
  return `${lines.join('\n')}\n`;
}

/** Checks as a list: what is in order in a line, what is not with its remedy. */
export function checksText(checks: readonly Check[]): string {
  const mark = (check: Check) => (check.ok ? '✓' : check.severity === 'warning' ? '!' : '✗');
  return checks
    .map((check) => `  ${mark(check)} ${check.message}${check.ok ? '' : `\n      ${check.remedy}`}  [${check.id}]\n`)
    .join('');
}

/** The plan as a JSON document. The values of environment variables may be secrets, and a CI log is no place for them. */
export function planJson(plan: DeploymentPlan): string {
  const { taskDefinition } = plan;
  if (taskDefinition.action === 'reuse') return `${JSON.stringify(plan)}\n`;
  const containerDefinitions = taskDefinition.input.containerDefinitions?.map((container) => ({
    ...container,
    ...(container.environment
      ? { environment: container.environment.map(({ name }) => ({ name, value: '***' })) }
      : {}),
  }));
  const shown = { ...taskDefinition, input: { ...taskDefinition.input, containerDefinitions } };
  return `${JSON.stringify({ ...plan, taskDefinition: shown })}\n`;
}
