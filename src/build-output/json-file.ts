import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { BgDeployError, type SourcePlace } from '../errors.js';
import { lineIndex } from '../template/line-index.js';
import { imageMistake } from './image-mistake.js';
import { type ImageReference, parseImageReference } from './image-reference.js';

/** A build output file that is JSON, with the places of its values. */
export interface JsonFile {
  readonly file: string;
  readonly root: Node;
  placeOf(node: Node): SourcePlace;
  /** @throws BgDeployError `build-output-invalid` at the node */
  fail(node: Node, message: string, remedy: string): never;
}

/**
 * Reads strict JSON.
 *
 * @throws BgDeployError `build-output-invalid` at the first mistake
 */
export function readJsonFile(file: string, text: string, expected: string): JsonFile {
  const position = lineIndex(text);
  const errors: ParseError[] = [];
  const failAt = (offset: number, message: string, remedy: string): never => {
    throw new BgDeployError('build-output-invalid', message, { remedy, place: { file, ...position(offset) } });
  };
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { disallowComments: true });
  } catch (error) {
    // The parser recurses: text that opens thousands of lists ends the stack before it ends the file.
    if (!(error instanceof RangeError)) throw error;
    return failAt(0, 'this is nested too deeply to be read', 'Check the brackets.');
  }
  const [first] = errors;
  if (!root || first) {
    return failAt(first?.offset ?? 0, 'this is not JSON', `It should be ${expected}. See how the build prints it.`);
  }
  const twice = memberTwice(root);
  if (twice) failAt(twice.offset, `${cut(String(twice.value))} is given twice`, 'Keep one of the two.');
  return {
    file,
    root,
    placeOf: (node) => ({ file, ...position(node.offset) }),
    fail: (node, message, remedy) => failAt(node.offset, message, remedy),
  };
}

/** The first name that an object has a second time: which of the two is meant, nobody can know. */
function memberTwice(node: Node): Node | undefined {
  const seen = new Set<unknown>();
  for (const { children: [name] = [] } of node.type === 'object' ? (node.children ?? []) : []) {
    if (name && seen.has(name.value)) return name;
    seen.add(name?.value);
  }
  for (const child of node.children ?? []) {
    const twice = memberTwice(child);
    if (twice) return twice;
  }
  return undefined;
}

/** The value of an object's member. */
export function memberValue(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'object') return undefined;
  return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

/** The text of an object's member, if it is text. */
export function textOf(node: Node | undefined, name: string): string | undefined {
  const value: unknown = memberValue(node, name)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The names and values of an object's members. */
export function membersOf(node: Node | undefined): (readonly [string, Node])[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) =>
    name && value ? [[String(name.value), value] as const] : [],
  );
}

/** The items of a list. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** The items of a list that are text. */
export function textsOf(node: Node | undefined): string[] {
  return itemsOf(node).flatMap((item) => {
    const value: unknown = item.value;
    return typeof value === 'string' ? [value] : [];
  });
}

/**
 * The references that a list of names holds.
 *
 * @throws BgDeployError `build-output-invalid` at a name that is none
 */
export function referencesIn(json: JsonFile, node: Node, names: readonly string[]): ImageReference[] {
  return names.map((name) => {
    const reference = parseImageReference(name);
    if (reference) return reference;
    return json.fail(node, `${cut(name)} ${imageMistake(name)}`, 'It should be registry/repository:tag.');
  });
}

/** Text as messages quote it: in quotes, and not longer than a line. */
export function cut(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
