import type { Change } from './release-diff.js';
import { MASK, masked } from './secrecy.js';
import type { TreeChange } from './tree-change.js';

/** How much of the values may be shown. */
export interface Disclosure {
  /** Whether values of environment variables are shown at all. What looks secret is masked all the same. */
  readonly environmentValues: boolean;
}

/** Members that name a secret and do not hold it: their values are ARNs and names. */
const NAMES_OF_SECRETS: ReadonlySet<string> = new Set(['secrets', 'secretOptions', 'repositoryCredentials']);

/** A difference as it may be shown. */
export function disclosed({ path, kind, from, to }: TreeChange, { environmentValues }: Disclosure): Change {
  // The order of a list is told by the names of its items.
  if (kind === 'reordered' || path.some((part) => NAMES_OF_SECRETS.has(part))) {
    return { path, kind, ...sides(from, to), hidden: false };
  }
  if (path[0] === 'environment' && !environmentValues) return { path, kind, hidden: true };
  const name = path.findLast((part) => part !== 'value') ?? '';
  const [before, after] = [masked(from, name), masked(to, name)];
  const hidden = JSON.stringify([before, after]) !== JSON.stringify([from, to]);
  return { path, kind, ...sides(unlessMasked(before), unlessMasked(after)), hidden };
}

function sides(from: unknown, to: unknown): Pick<Change, 'from' | 'to'> {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function unlessMasked(value: unknown): unknown {
  return value === MASK ? undefined : value;
}
