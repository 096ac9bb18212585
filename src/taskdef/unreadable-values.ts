import { pathText } from './json-node.js';

type Path = readonly (string | number)[];

/** The values that were left out because of their type: nothing further can be said of them. */
export class UnreadableValues {
  private readonly exact = new Set<string>();
  /** The same with `*` for each item of a list. */
  private readonly anyItem = new Set<string>();

  add(path: Path): void {
    this.exact.add(pathText(path));
    this.anyItem.add(pathText(path.map((step) => (typeof step === 'number' ? '*' : step))));
  }

  /** Whether the value at a path, or one around it, is among them. A `*` in the path stands for every item. */
  readonly covers = (path: Path): boolean => {
    const known = path.includes('*') ? this.anyItem : this.exact;
    return path.some((_, index) => known.has(pathText(path.slice(0, index + 1))));
  };
}
