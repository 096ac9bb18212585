import { parseArn } from '../domain/arn.js';
import type { Treatment } from '../template/fill.js';
import { findPlaceholders } from '../template/find-placeholders.js';
import type { Placeholder } from '../template/placeholder.js';
import type { Template } from '../template/template.js';
import type { ValueLayers } from '../template/values.js';
import { TASK_DEFINITION_PLACEHOLDER } from './appspec.js';
import type { Member, YamlReading } from './yaml-reading.js';

/** What some teams write for a script to replace: `TASK_DEFINITION_ARN`, `TASKDEF`, `ARN`, `[Your task definition arn]`. */
const WORD_FOR_IT = /^(?:[A-Z_]{0,50}(?:TASK_?DEF|ARN)[A-Z_]{0,50}|\[[\w -]{0,50}task[ _-]?def[\w -]{0,50}\])$/i;

/**
 * What stands behind `TaskDefinition`: an ARN, or whatever placeholder a team uses for the one that is yet to be
 * registered, which becomes CodePipeline's own. CodeDeploy refuses a family's name, an ARN without region or account,
 * and any revision but a number.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 * @see https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/76
 */
export function readTaskDefinition(member: Member, reading: YamlReading): string | undefined {
  const remedy = `Write \`TaskDefinition: ${TASK_DEFINITION_PLACEHOLDER}\`; it becomes the ARN of the registered revision.`;
  const text = reading.text(member, remedy)?.trim();
  if (text === undefined || isTaskDefinitionArn(text)) return text;
  const [placeholder] = findPlaceholders(JSON.stringify(text), 'json').placeholders;
  if (isWordForIt(text) || placeholder?.whole) {
    if (text !== TASK_DEFINITION_PLACEHOLDER) {
      reading.note(member.value, `${text} stands for the task definition to be registered`);
    }
    return TASK_DEFINITION_PLACEHOLDER;
  }
  return reading.report(
    member.value,
    'appspec-task-definition',
    text.startsWith('arn:')
      ? 'TaskDefinition is an ARN that CodeDeploy cannot use'
      : 'TaskDefinition is neither the ARN of a task definition nor a placeholder for it',
    remedy,
  );
}

/** In capitals, or in brackets: a family may well be called `my-taskdef`. */
function isWordForIt(text: string): boolean {
  return WORD_FOR_IT.test(text) && (text.startsWith('[') || text === text.toUpperCase());
}

function isTaskDefinitionArn(text: string): boolean {
  const arn = parseArn(text);
  return (
    arn?.service === 'ecs' &&
    arn.region !== '' &&
    arn.account !== '' &&
    /^task-definition\/[\w-]+(?::\d+)?$/.test(arn.resource)
  );
}

/**
 * What is to happen with a placeholder of an appspec: one that is all of `TaskDefinition` waits for the registration,
 * whatever its style and name, unless `--set` or `values:` give it; every other must have a value. The environment is
 * not asked for it: a variable left over from another step would release another task definition than the one that was
 * just rendered.
 */
export function appSpecTreatment(template: Template, values: ValueLayers): (placeholder: Placeholder) => Treatment {
  return ({ start, whole, name }) => {
    const before = template.text.slice(Math.max(0, start - 200), start);
    const isTaskDefinition = whole && /(?:^|[\s{,"'])TaskDefinition["']?[^\S\n]*:[^\S\n]*["']?$/i.test(before);
    if (!isTaskDefinition || Object.hasOwn(values.set, name) || Object.hasOwn(values.values, name)) {
      return { kind: 'required' };
    }
    return { kind: 'given', value: TASK_DEFINITION_PLACEHOLDER };
  };
}
