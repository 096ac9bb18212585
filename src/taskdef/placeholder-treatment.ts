import type { JSONPath } from 'jsonc-parser';
import type { Directive } from '../template/directive.js';
import type { Treatment, ValueRule } from '../template/fill.js';
import type { Placeholder } from '../template/placeholder.js';
import type { TaskDefinitionOutline } from './outline.js';
import { READ_ONLY_MEMBERS } from './schema.js';

/** Names that every shell, or ECS itself, gives a running container. A build has some of them too, with other values. */
const RUN_TIME_NAMES = new Set([
  ...['HOME', 'HOSTNAME', 'PATH', 'PWD', 'OLDPWD', 'USER', 'SHELL', 'TERM', 'UID', 'PPID', 'RANDOM', 'IFS'],
  ...['ECS_CONTAINER_METADATA_URI', 'ECS_CONTAINER_METADATA_URI_V4', 'ECS_AGENT_URI', 'AWS_EXECUTION_ENV'],
  ...['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
]);

/** Styles that a shell inside the container would expand as well. */
const SHELL_STYLES = new Set(['dollar', 'dollar-brace', 'dollar-parenthesis', 'percent']);

/**
 * What is to happen with a placeholder of a task definition, by where it stands:
 *
 * - in a member that only `describe-task-definition` prints: nothing, the member is dropped;
 * - in a command (`command`, `entryPoint`, a health check's `command`), a `$NAME` that the container has at run time
 *   is the container's shell's, unless `--set`, an env file or `values:` name it; an operator as in `${NAME:-x}` and
 *   a `$(…)` always are. Any other `$NAME` must have a value, so that none is emptied in silence; `$$NAME` leaves it
 *   to the shell;
 * - `{{.Name}}` in a command or a log option is Docker's own template;
 * - a bare word (`"ROLE"`) that happens to have a value is a placeholder where a value stands alone, but not where it
 *   names a variable or a secret;
 * - where a secret is named, the value must be a name or an ARN;
 * - `{name}` within longer text of a container's data may be anything (awk, an agent's own placeholder): it is filled
 *   when it has a value, otherwise left;
 * - everything else must have a value.
 */
export function taskDefinitionTreatment(outline: TaskDefinitionOutline): (placeholder: Placeholder) => Treatment {
  return (placeholder) => {
    const { name, style, token, whole } = placeholder;
    const path = outline.pathOf(placeholder) ?? [];
    if (typeof path[0] === 'string' && READ_ONLY_MEMBERS.has(path[0])) return { kind: 'left' };

    const command = isCommand(path);
    if (style === 'double-brace' && DOCKER_TEMPLATE.test(token) && (command || isLogOption(path))) {
      return { kind: 'left', why: 'a template of Docker' };
    }
    if (style === 'word' && token === name && placeholder.standing !== 'bare' && namesSomething(path))
      return { kind: 'left' };
    if (isSecret(path)) return { kind: 'required', only: SECRET_NAME };
    if (command && SHELL_STYLES.has(style)) {
      if (
        !name.includes('.') &&
        ((placeholder.meaning.kind !== 'value' && placeholder.meaning.kind !== 'lookup') ||
          style === 'dollar-parenthesis')
      ) {
        return { kind: 'left', why: "the container's shell reads it" };
      }
      const container = typeof path[1] === 'number' ? outline.containers[path[1]] : undefined;
      if (container?.variables.has(name)) {
        return { kind: 'explicit', why: 'the container has a variable of that name when it runs' };
      }
      if (RUN_TIME_NAMES.has(name)) return { kind: 'explicit', why: 'every container has it when it runs' };
      const escaped = style === 'percent' ? '' : `To leave it to the container's shell, write $${token}.`;
      return { kind: 'required', hint: escaped || undefined };
    }
    if (style === 'brace' && (command || (isFreeText(path) && !whole))) {
      return { kind: 'optional', why: 'it has no value, and braces may mean something to the container' };
    }
    return { kind: 'required' };
  };
}

/**
 * Whether a mark of another template language is a container's own: what Docker fills in commands and log options, what
 * a health check asks of `docker inspect`, and a program in a command.
 */
export function isContainersOwn(directive: Directive, outline: TaskDefinitionOutline): boolean {
  const { braces, inPrograms, standing } = directive;
  if (standing === 'bare' || !(braces || inPrograms)) return false;
  const path = outline.pathOf(directive) ?? [];
  return isCommand(path) || (braces && isLogOption(path));
}

const DOCKER_TEMPLATE = /^\{\{-?\s*(?:\.|(?:json|join|lower|split|title|upper|pad|truncate|println|index|len|slice)\s)/;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html */
const SECRET_NAME: ValueRule = {
  rule: 'secret-value-from',
  pattern: /^[\w.+=@:/,*-]{1,2048}$/,
  problem: 'where a secret is named, the value must be a name or an ARN, and it is neither',
  remedy: 'Give it the name or the ARN of the secret or parameter; ECS reads the secret itself.',
};

function isSecret(path: JSONPath): boolean {
  return inContainer(path) && path.includes('valueFrom') && (path[2] === 'secrets' || path.includes('secretOptions'));
}

/** Names of variables, secrets, limits …: everything but the container's own name. */
function namesSomething(path: JSONPath): boolean {
  return path.at(-1) === 'name' && path.length > 3;
}

function isCommand(path: JSONPath): boolean {
  return inContainer(path) && path.some((step) => step === 'command' || step === 'entryPoint');
}

function isLogOption(path: JSONPath): boolean {
  return inContainer(path) && path[2] === 'logConfiguration';
}

function isFreeText(path: JSONPath): boolean {
  const member = path[2];
  if (!inContainer(path)) return path[0] === 'tags';
  return (
    member === 'dockerLabels' ||
    member === 'logConfiguration' ||
    member === 'firelensConfiguration' ||
    (member === 'environment' && path.at(-1) === 'value')
  );
}

function inContainer(path: JSONPath): boolean {
  return path[0] === 'containerDefinitions' && typeof path[1] === 'number';
}
