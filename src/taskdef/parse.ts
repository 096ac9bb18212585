import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { Node } from 'jsonc-parser';
import { type Finding, throwFindings } from '../errors.js';
import type { RenderedText } from '../template/rendered-text.js';
import type { Syntax } from '../template/syntax.js';
import { checkRules } from './check-rules.js';
import { checkSchema, soundCheck } from './check-schema.js';
import { type OtherDocument, otherDocument } from './document-kind.js';
import { parseDocumentTree } from './document-tree.js';
import { memberOf, nearestNode, pathText } from './json-node.js';
import { quoteNode } from './quote-node.js';
import { TASK_DEFINITION_RULES, type TaskDefinitionRule } from './rules/catalogue.js';
import type { Path } from './rules/rule.js';
import { READ_ONLY_MEMBERS, TASK_DEFINITION } from './schema.js';
import { isSound } from './sound-value.js';
import { taskDefinitionSyntax } from './template-syntax.js';

/** A task definition that was read and checked. */
export interface ParsedTaskDefinition {
  /** What to register. Only sound where there are no findings: mistyped members are left out of it. */
  readonly taskDefinition: RegisterTaskDefinitionCommandInput;
  readonly findings: readonly Finding[];
  /** What is doubtful and does not stop it. */
  readonly warnings: readonly Finding[];
  /** What was dropped or converted, a sentence each; names only. */
  readonly notes: readonly string[];
}

/**
 * Reads a task definition, as JSON or YAML, or the output of `describe-task-definition`, which wraps it and carries
 * members that cannot be registered. All that is wrong is found at once, at its place in the template.
 *
 * @param syntax - default: by the file's name and the text
 * @throws BgDeployError `template-invalid` for text that is neither JSON nor YAML
 */
export function parseTaskDefinition(
  source: RenderedText,
  syntax: Syntax = taskDefinitionSyntax(source.file, source.text),
): ParsedTaskDefinition {
  const tree = parseDocumentTree(source.text, syntax);
  if ('problem' in tree) {
    throwFindings('template-invalid', [
      { message: tree.problem, remedy: tree.remedy, place: source.placeAt(tree.offset), rule: 'template-syntax' },
    ]);
    throw new Error('a finding was not thrown');
  }
  const wrapped = memberOf(tree.root, 'taskDefinition');
  const definition = wrapped?.children?.[1] ?? tree.root;
  const other = otherDocument(definition);
  if (other) return notATaskDefinition(other, definition, source);

  const dropped = new Set((definition.children ?? []).filter((member) => READ_ONLY_MEMBERS.has(nameOf(member))));
  // `describe-task-definition --include TAGS` prints the tags beside the task definition.
  const outerTags = wrapped && !memberOf(definition, 'tags') ? memberOf(tree.root, 'tags') : undefined;
  const root: Node = {
    type: definition.type,
    get offset() {
      return definition.offset;
    },
    get length() {
      return definition.length;
    },
    children: [...(definition.children ?? []).filter((one) => !dropped.has(one)), ...(outerTags ? [outerTags] : [])],
  };

  const { value, findings, warnings, unreadable, nulls, converted, remarks } = isSound(tree.content, TASK_DEFINITION)
    ? soundCheck(tree.content)
    : checkSchema(root, TASK_DEFINITION, source);
  // The walk has just held it against the schema of this very type; what is still missing is among the findings.
  const taskDefinition = value as RegisterTaskDefinitionCommandInput;
  const quote = (path: Path) => {
    const node = nearestNode(root, path);
    return node === root ? pathText(path) : quoteNode(node, source);
  };
  const broken = checkRules(taskDefinition, quote)
    .filter(({ path, reads = [] }) => ![path, ...reads].some(unreadable.covers))
    .map(({ rule, path, message, remedy }) => ({
      rule,
      message,
      remedy,
      place: source.placeAt(nearestNode(root, path).offset),
    }));
  const isError = ({ rule }: { readonly rule: TaskDefinitionRule }) => TASK_DEFINITION_RULES[rule].level === 'error';
  return {
    taskDefinition,
    findings: [...findings, ...broken.filter(isError)],
    warnings: [...warnings, ...broken.filter((one) => !isError(one))],
    notes: [
      ...note(source, 'left out, since JSON has none of it', tree.tolerated),
      ...(wrapped ? [`${source.file}: taken out of {"taskDefinition": …}`] : []),
      ...note(source, 'dropped, since only describe-task-definition has them', [...dropped].map(nameOf)),
      ...note(source, 'dropped, since they are null', nulls),
      ...note(source, 'dropped, since they are remarks', remarks),
      ...converted.map((sentence) => `${source.file}: ${sentence}`),
    ],
  };
}

function notATaskDefinition(other: OtherDocument, node: Node, source: RenderedText): ParsedTaskDefinition {
  return {
    taskDefinition: { family: undefined, containerDefinitions: undefined },
    findings: [{ rule: 'document-kind', ...other, place: source.placeAt(node.offset) }],
    warnings: [],
    notes: [],
  };
}

/** Console exports carry dozens of nulls; the first few tell what they are. */
const SHOWN = 8;

const nameOf = ({ children }: Node) => String(children?.[0]?.value);

function note({ file }: RenderedText, what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return [`${file}: ${what}: ${names.slice(0, SHOWN).join(', ')}${more}`];
}
