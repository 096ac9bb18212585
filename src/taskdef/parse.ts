import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { Node } from 'jsonc-parser';
import { type Finding, throwFindings } from '../errors.js';
import type { RenderedText } from '../template/rendered-text.js';
import { checkRules } from './check-rules.js';
import { checkSchema } from './check-schema.js';
import { memberOf, memberValue, nearestNode, pathText } from './json-node.js';
import { parseJsonTree } from './json-syntax.js';
import { READ_ONLY_MEMBERS, REQUEST_SCHEMA } from './schema.js';

/** A task definition that was read and checked. */
export interface ParsedTaskDefinition {
  /** What to register. Only sound where there are no findings: mistyped members are left out of it. */
  readonly taskDefinition: RegisterTaskDefinitionCommandInput;
  readonly findings: readonly Finding[];
  /** What was dropped or converted, a sentence each; names only. */
  readonly notes: readonly string[];
}

/**
 * Reads a task definition as strict JSON, or the output of `describe-task-definition`, which wraps it and carries
 * members that cannot be registered. All that is wrong is found at once, at its place in the template.
 *
 * @throws BgDeployError `template-invalid` for text that is not JSON
 */
export function parseTaskDefinition(source: RenderedText): ParsedTaskDefinition {
  const tree = parseJsonTree(source.text);
  if ('problem' in tree) {
    throwFindings('template-invalid', [
      { message: tree.problem, remedy: tree.remedy, place: source.placeAt(tree.offset) },
    ]);
  }
  const wrapped = memberOf(tree.root, 'taskDefinition');
  const definition = wrapped?.children?.[1] ?? tree.root;
  if (definition?.type !== 'object') return notATaskDefinition(definition, source);

  const dropped = (definition.children ?? []).filter(({ children }) =>
    READ_ONLY_MEMBERS.has(String(children?.[0]?.value)),
  );
  const root: Node = {
    ...definition,
    children: [...(definition.children ?? [])].filter((one) => !dropped.includes(one)),
  };
  // `describe-task-definition --include TAGS` prints the tags beside the task definition.
  const outerTags = wrapped ? memberOf(tree.root, 'tags') : undefined;
  if (outerTags && !memberOf(root, 'tags')) root.children?.push(outerTags);

  const { value, findings, unreadable, nulls, converted } = checkSchema(root, REQUEST_SCHEMA, source);
  // The walk has just held it against the schema of this very type; what is still missing is among the findings.
  const taskDefinition = value as RegisterTaskDefinitionCommandInput;
  const rules = checkRules(taskDefinition)
    .filter(({ path, reads = [] }) => ![path, ...reads].some((one) => isUnreadable(one, unreadable)))
    .map(({ path, message, remedy }) => ({ message, remedy, place: source.placeAt(nearestNode(root, path).offset) }));
  return {
    taskDefinition,
    findings: [...findings, ...rules],
    notes: [
      ...(wrapped ? [`${source.file}: taken out of {"taskDefinition": …}`] : []),
      ...note(source, 'dropped, since only describe-task-definition has them', dropped.map(nameOf)),
      ...note(source, 'dropped, since they are null', nulls),
      ...converted.map((sentence) => `${source.file}: ${sentence}`),
    ],
  };
}

function notATaskDefinition(node: Node | undefined, source: RenderedText): ParsedTaskDefinition {
  const containers = node?.type === 'array' && node.children?.some((item) => memberValue(item, 'image') !== undefined);
  return {
    taskDefinition: { family: undefined, containerDefinitions: undefined },
    findings: [
      {
        message: containers
          ? 'this is a list of containers, not a task definition'
          : 'a task definition is a JSON object, and this is none',
        remedy: containers
          ? 'Put it into { "family": "…", "containerDefinitions": [ … ] }.'
          : 'Begin it with { "family": "…", "containerDefinitions": [ … ] }.',
        place: source.placeAt(node?.offset ?? 0),
      },
    ],
    notes: [],
  };
}

function isUnreadable(path: readonly (string | number)[], unreadable: ReadonlySet<string>): boolean {
  return path.some((_, index) => unreadable.has(pathText(path.slice(0, index + 1))));
}

/** Console exports carry dozens of nulls; the first few tell what they are. */
const SHOWN = 8;

const nameOf = ({ children }: Node) => String(children?.[0]?.value);

function note({ file }: RenderedText, what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return [`${file}: ${what}: ${names.slice(0, SHOWN).join(', ')}${more}`];
}
