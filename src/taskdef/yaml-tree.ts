import type { Node } from 'jsonc-parser';
import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';

/** A YAML text as the tree that JSON would make, or the first thing that is wrong with it. */
export type YamlTree =
  | { readonly root: Node }
  | { readonly problem: string; readonly remedy: string; readonly offset: number; readonly root: undefined };

/** A task definition has 64 KiB; with indentation and comments hardly more than this, and more takes its time. */
const LONGEST = 128 * 1024;
/** Aliases of aliases grow without bound: a few lines of text can stand for billions of values. */
const MOST_NODES = 50_000;
const DEEPEST = 100;

class Refusal extends Error {
  constructor(
    readonly problem: string,
    readonly remedy: string,
    readonly offset: number,
  ) {
    super(problem);
  }
}

/**
 * Reads YAML 1.2 into a tree of JSON nodes with offsets into the text. `yes`, `on` and the like are text, as is what
 * looks like a date; anchors, aliases and `<<` are resolved within bounds; tags and second documents are refused.
 */
export function parseYamlTree(text: string): YamlTree {
  try {
    if (text.length > LONGEST)
      throw new Refusal('is longer than 128 KiB', 'ECS takes 64 KiB; shorten it, or write it as JSON.', 0);
    const document = parseDocument(text, {
      schema: 'core',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      keepSourceTokens: false,
    });
    const wrong = document.errors[0] ?? document.warnings[0];
    if (wrong) {
      const sentence = wrong.message.split('\n')[0] ?? '';
      throw new Refusal(`this is not YAML: ${sentence}`, yamlRemedy(wrong.code), wrong.pos[0]);
    }
    const reading = new TreeReading(document);
    const root = reading.node(document.contents, 0, text.length);
    if (root.type === 'null') {
      throw new Refusal('is empty', 'Put a task definition there.', 0);
    }
    return { root };
  } catch (error) {
    if (error instanceof Refusal) {
      return { problem: error.problem, remedy: error.remedy, offset: error.offset, root: undefined };
    }
    if (!(error instanceof RangeError)) throw error;
    const remedy = 'Check the brackets and the indentation.';
    return { problem: 'is nested too deeply to be read', remedy, offset: 0, root: undefined };
  }
}

function yamlRemedy(code: string): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'Keep one document: remove "---" and what follows.';
    case 'TAB_AS_INDENT':
      return 'Indent by spaces.';
    case 'TAG_RESOLVE_FAILED':
      return 'Remove the tag: a task definition has none, and CloudFormation is not asked.';
    default:
      return 'Check indentation and quotes; text with ": " or " #" in it, or with a special first character, needs quotes.';
  }
}

class TreeReading {
  private count = 0;
  /** What each alias stands for: the last node of that anchor before it. */
  private readonly targets = new Map<unknown, unknown>();

  constructor(document: Document.Parsed) {
    const anchors = new Map<string, unknown>();
    visit(document, {
      Node: (_key, node) => {
        if (isAlias(node)) this.targets.set(node, anchors.get(node.source));
        else if (node.anchor) anchors.set(node.anchor, node);
      },
    });
  }

  node(yaml: unknown, offset: number, end: number, depth = 0): Node {
    this.count += 1;
    if (this.count > MOST_NODES) {
      throw new Refusal('stands for more than 50,000 values', 'Use fewer aliases.', offset);
    }
    if (depth > DEEPEST) {
      throw new Refusal('is nested too deeply to be read', 'Check the brackets and the indentation.', offset);
    }
    if (isAlias(yaml)) {
      const target = this.targets.get(yaml);
      if (!target)
        throw new Refusal('this alias has no anchor', 'Write &name before it is used.', yaml.range?.[0] ?? 0);
      return this.node(target, offset, end, depth + 1);
    }
    const [start, stop] = rangeOf(yaml) ?? [offset, end];
    if (isMap(yaml)) {
      const children = this.members(yaml.items, start, depth);
      return { type: 'object', offset: start, length: stop - start, children };
    }
    if (isSeq(yaml)) {
      const children = yaml.items.map((item) => this.node(item, start, start, depth + 1));
      return { type: 'array', offset: start, length: stop - start, children };
    }
    if (isScalar(yaml)) return scalarNode(yaml, start, stop);
    return { type: 'null', value: null, offset: start, length: stop - start };
  }

  private members(items: readonly unknown[], start: number, depth: number): Node[] {
    const own: Node[] = [];
    const merged: Node[] = [];
    for (const item of items) {
      if (!isPair(item)) continue;
      if (isMergeKey(item)) merged.push(...this.mergedMembers(item.value, start, depth));
      else own.push(this.member(item, start, depth));
    }
    const names = new Set(own.map(nameOf));
    const inherited = merged.filter((one) => {
      const name = nameOf(one);
      return !names.has(name) && names.add(name) !== undefined;
    });
    return [...own, ...inherited];
  }

  private mergedMembers(value: unknown, start: number, depth: number): Node[] {
    const sources = isSeq(value) ? value.items : [value];
    return sources.flatMap((source) => {
      const node = this.node(source, start, start, depth + 1);
      if (node.type === 'object') return node.children ?? [];
      throw new Refusal('<< takes a mapping', 'Write <<: *name.', rangeOf(value)?.[0] ?? start);
    });
  }

  private member(pair: Pair, start: number, depth: number): Node {
    const [keyStart, keyEnd] = rangeOf(pair.key) ?? [start, start];
    if (!isScalar(pair.key)) throw new Refusal('a name is expected here', 'Write "name: value".', keyStart);
    const { value } = pair.key;
    const name = typeof value === 'string' ? value : (pair.key.source ?? String(value));
    const key: Node = { type: 'string', value: name, offset: keyStart, length: keyEnd - keyStart };
    const child = this.node(pair.value, keyEnd, keyEnd, depth + 1);
    const end = Math.max(keyEnd, child.offset + child.length);
    return { type: 'property', offset: keyStart, length: end - keyStart, children: [key, child] };
  }
}

const nameOf = ({ children }: Node) => String(children?.[0]?.value);

function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return range ? [range[0], range[1]] : undefined;
}

function scalarNode({ value, source }: Scalar, offset: number, end: number): Node {
  const length = end - offset;
  if (value === null || value === undefined) return { type: 'null', value: null, offset, length };
  if (typeof value === 'boolean') return { type: 'boolean', value, offset, length };
  if (typeof value === 'number' && Number.isFinite(value)) return { type: 'number', value, offset, length };
  return { type: 'string', value: typeof value === 'string' ? value : (source ?? String(value)), offset, length };
}
