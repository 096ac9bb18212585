import type { Node } from 'jsonc-parser';

/** The member of an object with this name: the property, key and value. Of duplicates, the last. */
export function memberOf(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'object') return undefined;
  const { children = [] } = node;
  if (children.length <= FEW) return children.findLast((property) => property.children?.[0]?.value === name);
  let index = INDEXES.get(node);
  if (!index) {
    index = new Map(children.map((property) => [String(property.children?.[0]?.value), property]));
    INDEXES.set(node, index);
  }
  return index.get(name);
}

/** Above this, a map of an object's members pays. */
const FEW = 64;
const INDEXES = new WeakMap<Node, ReadonlyMap<string, Node>>();

/** The value of an object's member. */
export function memberValue(node: Node | undefined, name: string): Node | undefined {
  return memberOf(node, name)?.children?.[1];
}

/** The node at a path, or the nearest that exists above it. */
export function nearestNode(root: Node, path: readonly (string | number)[]): Node {
  let node = root;
  for (const step of path) {
    const next = typeof step === 'number' ? node.children?.[step] : memberValue(node, step);
    if (!next) return node;
    node = next;
  }
  return node;
}

/** What a value is, in words: `text`, `a number`, `a list` … */
export function kindOf({ type }: Node): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    case 'null':
      return 'null';
    case 'property':
      return 'a member';
  }
}

/** A path as people write it: `containerDefinitions[0].portMappings[1].hostPort`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text ? `${text}.${step}` : step;
  }, '');
}
