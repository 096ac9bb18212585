/** A form's parameters as the tree that their dotted names spell. */
export interface FormNode {
  value?: string;
  readonly children: Map<string, FormNode>;
}

/** Deeper than any shape of a Query service; a name with more dots is garbage. */
const MAX_DEPTH = 40;

/** Reads `A.member.1.B=x&…`. A name that is given twice counts as it was given last. */
export function readForm(body: string): FormNode {
  const root: FormNode = { children: new Map() };
  for (const [name, value] of new URLSearchParams(body)) {
    const steps = name.split('.');
    if (steps.length > MAX_DEPTH) continue;
    let node = root;
    for (const step of steps) {
      const child = node.children.get(step) ?? { children: new Map() };
      node.children.set(step, child);
      node = child;
    }
    node.value = value;
  }
  return root;
}

/** The children `1`, `2`, … of a node in the order of their numbers; gaps are passed over, as AWS does. */
export function numbered(node: FormNode): readonly FormNode[] {
  return [...node.children]
    .filter(([step]) => /^\d{1,9}$/.test(step))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
