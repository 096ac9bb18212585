import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import { didYouMean } from '../domain/did-you-mean.js';
import type { Finding, SourcePlace } from '../errors.js';
import type { RenderedText } from '../template/rendered-text.js';

/** A member of a mapping. */
export interface Member {
  readonly key: Node;
  /** `undefined` for null and for nothing behind the colon. */
  readonly value: Node | undefined;
  /** The path to it, for messages. */
  readonly path: string;
}

/** Reads a YAML document by the words that it may contain, and collects all that is wrong. */
export class YamlReading {
  readonly findings: Finding[] = [];
  readonly notes: string[] = [];

  constructor(
    private readonly document: Document.Parsed,
    private readonly source: RenderedText,
  ) {}

  /** Notes something wrong at a node. */
  report(node: Node | undefined, message: string, remedy: string): undefined {
    this.findings.push({ message, remedy, place: this.place(node) });
    return undefined;
  }

  /** Notes that a member is missing from a mapping. */
  missing(map: YAMLMap, path: string, remedy: string): undefined {
    return this.report(map, `${path} is missing`, remedy);
  }

  /** Notes something that is tolerated. */
  note(node: Node | undefined, sentence: string): void {
    const { line } = this.place(node);
    this.notes.push(`${this.source.file}:${line}: ${sentence}`);
  }

  place(node: Node | undefined): SourcePlace {
    return this.source.placeAt(node?.range?.[0] ?? 0);
  }

  /** A node as the template has it, for messages: values may be secret. */
  quoted(node: Node): string {
    const [start, end] = node.range ?? [0, 0];
    return this.source.templateText(start, end);
  }

  /** What stands behind an alias; `undefined` for null and nothing. */
  resolve(node: unknown): Node | undefined {
    if (isAlias(node)) return this.resolve(node.resolve(this.document));
    if (isScalar(node)) return node.value === null ? undefined : node;
    return isMap(node) || isSeq(node) ? node : undefined;
  }

  /** The members of a mapping by their proper names; others are findings, other capitals a note. */
  members<Name extends string>(map: YAMLMap, path: string, known: readonly Name[]): ReadonlyMap<Name, Member> {
    const members = new Map<Name, Member>();
    for (const { key, value } of map.items) {
      if (!isScalar(key)) continue;
      const written = String(key.value);
      const name = known.find((candidate) => candidate.toLowerCase() === written.toLowerCase());
      if (name === undefined) {
        const similar = didYouMean(written, known);
        this.report(
          key,
          `${path ? `${path} has` : 'an appspec has'} no member ${this.quoted(key)}`,
          similar ? `Did you mean ${similar}?` : `Remove it; known are ${known.join(', ')}.`,
        );
        continue;
      }
      if (members.has(name)) {
        this.report(key, `${name} is given twice`, 'Keep one of the two.');
        continue;
      }
      if (written !== name) this.note(key, `${written} is written ${name} in the result`);
      members.set(name, { key, value: this.resolve(value), path: path ? `${path}.${name}` : name });
    }
    return members;
  }

  /** A mapping, or a finding. */
  map({ key, value, path }: Member, remedy: string): YAMLMap | undefined {
    if (isMap(value)) return value;
    return this.report(value ?? key, `${path} must be a mapping, and is ${kindOf(value)}`, remedy);
  }

  /** The items of a list, or a finding. */
  list({ key, value, path }: Member, remedy: string): readonly unknown[] | undefined {
    if (isSeq(value)) return value.items;
    return this.report(value ?? key, `${path} must be a list, and is ${kindOf(value)}`, remedy);
  }

  /** Text, also where YAML takes it for a number: `1.4` as a version is text as it was written. */
  text({ key, value, path }: Member, remedy: string): string | undefined {
    if (!isScalar(value)) return this.report(value ?? key, `${path} must be text, and is ${kindOf(value)}`, remedy);
    const text = scalarText(value);
    return text.trim() === '' ? this.report(value, `${path} is empty`, remedy) : text;
  }

  /** A whole number between two bounds; in quotes it is taken with a note. */
  integer({ key, value, path }: Member, low: number, high: number): number | undefined {
    const text = isScalar(value) ? scalarText(value).trim() : '';
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!isScalar(value) || !(number >= low && number <= high)) {
      const found = isScalar(value) ? this.quoted(value) : kindOf(value);
      return this.report(
        value ?? key,
        `${path} must be a whole number from ${low} to ${high}, and is ${found}`,
        'Write the number, without quotes.',
      );
    }
    if (typeof value.value === 'string')
      this.note(value, `${path} is text (${this.quoted(value)}) and sent as a number`);
    return number;
  }
}

function scalarText(scalar: Scalar): string {
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
}

/** What a node is, in words. */
export function kindOf(node: Node | undefined): string {
  if (node === undefined) return 'nothing';
  if (isMap(node)) return 'a mapping';
  return isSeq(node) ? 'a list' : 'a single value';
}
