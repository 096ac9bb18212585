import type { JSONPath, Node } from 'jsonc-parser';
import { lastUpTo } from '../domain/last-up-to.js';
import type { Finding } from '../errors.js';
import { foreignFile } from '../template/directive.js';
import { type Joints, jointsOf } from '../template/fragment.js';
import type { Placeholder, Span } from '../template/placeholder.js';
import type { Template } from '../template/template.js';
import { otherDocument } from './document-kind.js';
import { parseDocumentTree } from './document-tree.js';
import { memberOf, memberValue } from './json-node.js';

/** A container as the template describes it, before anything is filled. Spans are those of the JSON values. */
export interface ContainerOutline {
  readonly index: number;
  readonly name?: Span;
  readonly image?: Span;
  /** Variables that the container has when it runs: `environment` and `secrets`. */
  readonly variables: ReadonlySet<string>;
}

/** What can be told of a task definition template before it is filled. */
export interface TaskDefinitionOutline {
  readonly containers: readonly ContainerOutline[];
  /** Where a placeholder stands, from the task definition on (a `{"taskDefinition": …}` around it is left out). */
  pathOf(span: Span): JSONPath | undefined;
  /** The template is not JSON, whatever its placeholders are filled with. */
  readonly syntaxError?: Finding;
  /** The template is something else than a task definition, whatever its placeholders are filled with. */
  readonly otherKind?: Finding;
}

/** Reads a template's outline: its placeholders are masked by text of the same length, so that offsets stay. */
export function outlineOf(template: Template): TaskDefinitionOutline {
  const tree = parseDocumentTree(mask(template), template.syntax);
  const wrapped = tree.root && memberValue(tree.root, 'taskDefinition');
  const definition = wrapped ?? tree.root;
  return {
    containers: containersIn(definition).map((container, index) => {
      const name = memberValue(container, 'name');
      const image = memberValue(container, 'image');
      return {
        index,
        ...(name ? { name: spanOf(name) } : {}),
        ...(image ? { image: spanOf(image) } : {}),
        get variables() {
          return new Set([...namesIn(container, 'environment'), ...namesIn(container, 'secrets')]);
        },
      };
    }),
    pathOf: ({ start }) => {
      const path = 'pathAt' in tree ? tree.pathAt?.(start) : undefined;
      if (!path) return definition && pathTo(definition, start);
      if (!wrapped) return path;
      return path[0] === 'taskDefinition' ? path.slice(1) : undefined;
    },
    ...('problem' in tree
      ? { syntaxError: syntaxFinding(template, tree.problem, tree.remedy, tree.offset) }
      : otherKindOf(template, definition)),
  };
}

/** What stands for the whole document, or for all of its members, may be filled with a task definition. */
function otherKindOf(template: Template, definition: Node | undefined): Pick<TaskDefinitionOutline, 'otherKind'> {
  if (!definition?.children || template.placeholders.some(({ slot }) => slot === 'members')) return {};
  const other = otherDocument(definition);
  return other ? { otherKind: { ...other, rule: 'document-kind', place: template.placeAt(definition.offset) } } : {};
}

/** A file that is only the list of containers is refused later, and its images need not be a second complaint. */
function containersIn(definition: Node | undefined): readonly Node[] {
  const list = definition?.type === 'array' ? definition : memberValue(definition, 'containerDefinitions');
  return list?.type === 'array' ? (list.children ?? []) : [];
}

/** Comments and what goes with commas are masked by blanks. */
function mask(template: Template): string {
  const { text, syntax } = template;
  const joints = jointsOf(template, ({ slot }) => slot === 'members');
  const blanks = [...template.comments, ...template.trailingCommas, ...commasToSpare(joints)];
  const pieces = [
    ...template.placeholders.map((one) => ({
      start: one.start,
      end: one.end,
      filler: filler(one, joints.get(one), syntax),
    })),
    ...blanks.map(({ start, end }) => ({ start, end, filler: ' '.repeat(end - start) })),
    // An escape is no JSON, and loses its first character in the end.
    ...template.escapes.map(({ start, end }) => ({ start, end, filler: 'x' })),
  ].sort((a, b) => a.start - b.start);
  let masked = '';
  let at = 0;
  for (const { start, end, filler } of pieces) {
    if (start < at) continue;
    masked += text.slice(at, start) + filler;
    at = end;
  }
  return (masked + text.slice(at)).replace(/^\uFEFF/, ' ');
}

function filler(
  { start, end, standing, whole, slot }: Placeholder,
  joints: Joints | undefined,
  syntax: string,
): string {
  const length = end - start;
  if (standing !== 'bare' || (syntax === 'yaml' && !whole)) return 'x'.repeat(length);
  if (slot === 'members') return (joints?.before ? ',' : ' ').padEnd(length);
  const before = joints?.before ? ',' : '';
  const behind = joints?.behind ? ',' : '';
  const room = length - before.length - behind.length;
  const value = room > 1 ? `"${'x'.repeat(room - 2)}"` : '0'.repeat(room);
  return before + value + behind;
}

function commasToSpare(joints: ReadonlyMap<Placeholder, Joints>): Span[] {
  return [...joints.values()].flatMap(({ spare }) => (spare === undefined ? [] : [{ start: spare, end: spare + 1 }]));
}

function syntaxFinding(template: Template, problem: string, remedy: string, offset: number): Finding {
  const foreign = foreignFile(template.file, template.text);
  const glued = template.placeholders.find(
    ({ standing, whole, end }) => standing === 'bare' && !whole && Math.abs(end - offset) < 200,
  );
  if (glued && !foreign) {
    return {
      message: `${glued.token} stands in text that has no quotes around it`,
      remedy: 'Put the whole text into double quotes.',
      place: template.placeAt(glued.start),
      rule: 'template-syntax',
    };
  }
  return {
    message: foreign
      ? `this is ${foreign.language}, and a task definition template is JSON or YAML: ${problem}`
      : problem,
    remedy: foreign ? foreign.remedy : remedy,
    place: template.placeAt(offset),
    rule: 'template-syntax',
  };
}

/** The path to the text, number or name of a member at an offset. */
function pathTo(root: Node, offset: number): JSONPath | undefined {
  // What YAML inherits by `<<` or repeats by an alias stands elsewhere in the text: then no order can be relied on.
  return (
    descend(root, offset, lastBefore) ?? descend(root, offset, (nodes) => nodes.findIndex((one) => covers(one, offset)))
  );
}

function descend(
  root: Node,
  offset: number,
  choose: (nodes: readonly Node[], offset: number) => number,
): JSONPath | undefined {
  const path: JSONPath = [];
  let node = root;
  while (node.children) {
    const index = choose(node.children, offset);
    const child = node.children[index];
    if (!child) return undefined;
    if (node.type === 'array') path.push(index);
    if (child.type !== 'property') {
      node = child;
      continue;
    }
    const [key, value] = child.children ?? [];
    if (!key || !value) return undefined;
    path.push(String(key.value));
    node = covers(key, offset) ? key : value;
  }
  return covers(node, offset) ? path : undefined;
}

function covers(node: Node, offset: number): boolean {
  return offset >= node.offset && offset < node.offset + node.length;
}

/** The index of the last node that begins at an offset or before. */
const lastBefore = (nodes: readonly Node[], offset: number) =>
  lastUpTo(nodes.length, (index) => nodes[index]?.offset ?? 0, offset);

function namesIn(container: Node, list: 'environment' | 'secrets'): string[] {
  const items = memberOf(container, list)?.children?.[1]?.children ?? [];
  return items.flatMap((item) => {
    const name: unknown = memberValue(item, 'name')?.value;
    return typeof name === 'string' ? [name] : [];
  });
}

const spanOf = ({ offset, length }: Node): Span => ({ start: offset, end: offset + length });
