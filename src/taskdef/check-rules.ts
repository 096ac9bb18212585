import { checkContainers } from './rules/containers.js';
import { checkDependencies } from './rules/dependencies.js';
import { checkFargate } from './rules/fargate.js';
import { checkLogging } from './rules/logging.js';
import { checkPorts } from './rules/ports.js';
import { type Broken, type Draft, type Quote, type RuleCheck, subjectOf } from './rules/rule.js';
import { checkSecrets } from './rules/secrets.js';
import { checkTask } from './rules/task.js';
import { checkVolumes } from './rules/volumes.js';

const CHECKS: readonly RuleCheck[] = [
  checkTask,
  checkFargate,
  checkContainers,
  checkPorts,
  checkDependencies,
  checkSecrets,
  checkLogging,
  checkVolumes,
];

/** ECS counts a definition's bytes in a form of its own; ours without spaces is near it. */
const SIZE_LIMIT = 64 * 1024;

/**
 * The rules that the schema does not carry, as far as they need no AWS: those for which ECS refuses a task definition
 * or can never start a task of it, and what is doubtful. `docs/taskdef-rules.md` says where each comes from.
 *
 * @param quote - how the template writes the value at a path
 */
export function checkRules(definition: Draft, quote: Quote): Broken[] {
  const subject = subjectOf(definition, quote);
  return [...CHECKS.flatMap((check) => [...check(subject)]), ...checkDefinitionSize(definition)];
}

function checkDefinitionSize(definition: Draft): Broken[] {
  if (Buffer.byteLength(JSON.stringify({ ...definition, tags: undefined })) <= SIZE_LIMIT) return [];
  return [
    {
      rule: 'definition-size',
      path: [],
      message: 'the task definition has more than 64 KiB, which is the quota of ECS',
      remedy: 'Move values out of it, e.g. into an environment file in S3 or into parameters.',
    },
  ];
}
