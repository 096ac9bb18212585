/** One difference between two documents, where it stands in them. */
export interface TreeChange {
  /** Members from the document's root on; items of a list by what names them: `['environment', 'LOG_LEVEL']`. */
  readonly path: readonly string[];
  /** `reordered`: the same items in another order, in a list whose order counts. */
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered';
  /** Absent where there was nothing. */
  readonly from?: unknown;
  /** Absent where there will be nothing. */
  readonly to?: unknown;
}

/** A JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What names the items of a list, by the list's own name. Lists that are not here have items without names: they change
 * as a whole.
 */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  containerDefinitions: ['name'],
  dependsOn: ['containerName'],
  devices: ['hostPath', 'containerPath'],
  environment: ['name'],
  environmentFiles: ['value'],
  extraHosts: ['hostname'],
  mountPoints: ['containerPath'],
  portMappings: ['containerPort', 'containerPortRange', 'protocol'],
  properties: ['name'],
  resourceRequirements: ['type'],
  secretOptions: ['name'],
  secrets: ['name'],
  systemControls: ['namespace'],
  tags: ['key'],
  tmpfs: ['containerPath'],
  ulimits: ['name'],
  volumes: ['name'],
  volumesFrom: ['sourceContainer'],
  CapacityProviderStrategy: ['CapacityProvider'],
};

/** Deeper than any document of AWS: what is below is compared as a whole. */
const DEPTH = 40;

/**
 * All differences between two documents in canonical form, in the order of their members. None is told exactly where
 * both are written the same.
 */
export function compareTrees(from: unknown, to: unknown, path: readonly string[] = []): TreeChange[] {
  if (sameText(from, to)) return [];
  if (path.length < DEPTH) {
    if (isMembers(from) && isMembers(to)) return compareMembers(from, to, path);
    const namedBy = NAMED_BY[path.at(-1) ?? ''];
    if (namedBy && (isItems(from) || from === undefined) && (isItems(to) || to === undefined)) {
      return compareItems(from ?? [], to ?? [], namedBy, path);
    }
  }
  if (from === undefined) return [{ path, kind: 'added', to }];
  if (to === undefined) return [{ path, kind: 'removed', from }];
  return [{ path, kind: 'changed', from, to }];
}

function compareMembers(from: Members, to: Members, path: readonly string[]): TreeChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.flatMap((name) => compareTrees(from[name], to[name], [...path, name]));
}

function compareItems(
  from: readonly Members[],
  to: readonly Members[],
  namedBy: readonly string[],
  path: readonly string[],
): TreeChange[] {
  const [before, after] = [byName(from, namedBy), byName(to, namedBy)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changes = names.flatMap((name) => compareItem(before.get(name), after.get(name), namedBy, [...path, name]));
  return changes.length > 0 ? changes : [{ path, kind: 'reordered', from: [...before.keys()], to: [...after.keys()] }];
}

function compareItem(
  from: Members | undefined,
  to: Members | undefined,
  namedBy: readonly string[],
  path: readonly string[],
): TreeChange[] {
  const [before, after] = [contentOf(from, namedBy), contentOf(to, namedBy)];
  // An item is there or not there as a whole, and so is what has a value of its own.
  if (!isMembers(from) || !isMembers(to) || !isMembers(before) || !isMembers(after)) {
    return sameText(from, to) ? [] : [oneChange(path, from && before, to && after)];
  }
  return compareMembers(before, after, path);
}

function oneChange(path: readonly string[], from: unknown, to: unknown): TreeChange {
  if (from === undefined) return { path, kind: 'added', to };
  return to === undefined ? { path, kind: 'removed', from } : { path, kind: 'changed', from, to };
}

/** An item without its name: of `{ name, value }` and its like, the value alone. */
function contentOf(item: Members | undefined, namedBy: readonly string[]): unknown {
  if (item === undefined) return undefined;
  const rest = Object.entries(item).filter(([name]) => !namedBy.includes(name));
  const [only] = rest;
  return only && rest.length === 1 && (only[0] === 'value' || only[0] === 'valueFrom')
    ? only[1]
    : Object.fromEntries(rest);
}

/** Items by name, in their order; of several with one name, the later ones are counted. */
function byName(items: readonly Members[], namedBy: readonly string[]): ReadonlyMap<string, Members> {
  const named = new Map<string, Members>();
  for (const item of items) {
    const name = namedBy.flatMap((member) => scalar(item[member])).join('/') || '(unnamed)';
    let distinct = name;
    for (let n = 2; named.has(distinct); n++) distinct = `${name}#${n}`;
    named.set(distinct, item);
  }
  return named;
}

function scalar(value: unknown): string[] {
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

function isItems(value: unknown): value is readonly Members[] {
  return Array.isArray(value) && value.every(isMembers);
}

function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
