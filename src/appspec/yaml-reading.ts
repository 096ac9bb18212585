import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import { didYouMean } from '../domain/did-you-mean.js';
import type { Finding, SourcePlace } from '../errors.js';
import type { RenderedText } from '../template/rendered-text.js';
import type { AppSpecDocument } from './document.js';
import { strayMember } from './member-home.js';
import type { AppSpecRule } from './rules.js';

/** A member of a mapping. */
export interface Member {
  readonly key: Node;
  /** `undefined` for null and for nothing behind the colon. */
  readonly value: Node | undefined;
  /** The path to it, for messages. */
  readonly path: string;
}

/** A file in which more is wrong than this is not an appspec with mistakes. */
const MOST_FINDINGS = 50;
/** The most of a template's text that a message repeats. */
const LONGEST_QUOTE = 80;

/** Reads a YAML document by the words that it may contain, and collects all that is wrong. */
export class YamlReading {
  readonly findings: Finding[] = [];
  readonly notes: string[] = [];
  private readonly misplaced = new Set<string>();

  constructor(
    private readonly parsed: AppSpecDocument,
    private readonly source: RenderedText,
  ) {}

  /** The document's outermost node. */
  root(): Node | undefined {
    return this.resolve(this.parsed.document.contents);
  }

  /** Notes something wrong at a node. */
  report(node: Node | undefined, rule: AppSpecRule, message: string, remedy: string): undefined {
    if (this.findings.length < MOST_FINDINGS) {
      this.findings.push({ message, remedy, place: this.place(node), rule });
    }
    return undefined;
  }

  /**
   * Notes that a member is missing from a mapping, unless it, or one of those that would stand in it, was found in
   * another place: one mistake is told once.
   */
  missing(map: YAMLMap, path: string, remedy: string, within: readonly string[] = []): undefined {
    const name = path.slice(path.lastIndexOf('.') + 1);
    if ([name, ...within].some((one) => this.misplaced.has(one))) return undefined;
    return this.report(map, 'appspec-member-missing', `${path} is missing`, remedy);
  }

  /** Whether one of some members was found where it does not belong. */
  strayed(names: readonly string[]): boolean {
    return names.some((name) => this.misplaced.has(name));
  }

  /** Notes something that is tolerated. */
  note(node: Node | undefined, sentence: string): void {
    if (this.notes.length >= MOST_FINDINGS) return;
    const { line } = this.place(node);
    this.notes.push(`${this.source.file}:${line}: ${sentence}`);
  }

  place(node: Node | undefined): SourcePlace {
    return this.source.placeAt(node?.range?.[0] ?? 0);
  }

  /** A node as the template has it, for messages: values may be secret. */
  quoted(node: Node): string {
    const [start, end] = node.range ?? [0, 0];
    const text = this.source.templateText(start, end);
    return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  }

  /** What stands behind an alias; `undefined` for null and nothing. */
  resolve(node: unknown): Node | undefined {
    if (isAlias(node)) return this.resolve(this.parsed.targets.get(node));
    if (isScalar(node)) return node.value === null ? undefined : node;
    return isMap(node) || isSeq(node) ? node : undefined;
  }

  /**
   * The members of a mapping by their proper names. Other capitals are a note, and so is what only CodeDeploy's other
   * platforms know; every other member is a finding.
   */
  members<Name extends string>(map: YAMLMap, path: string, known: readonly Name[]): ReadonlyMap<Name, Member> {
    const members = new Map<Name, Member>();
    for (const { key, value } of map.items) {
      if (!isScalar(key)) continue;
      const written = String(key.value);
      const name = known.find((candidate) => candidate.toLowerCase() === written.toLowerCase());
      if (name === undefined) {
        this.stray(key, written, path, known);
        continue;
      }
      if (members.has(name)) {
        this.report(key, 'appspec-member-twice', `${name} is given twice`, 'Keep one of the two.');
        continue;
      }
      if (written !== name) this.note(key, `${written} is written ${name} in the result`);
      members.set(name, { key, value: this.resolve(value), path: path ? `${path}.${name}` : name });
    }
    return members;
  }

  private stray(key: Node, written: string, path: string, known: readonly string[]): void {
    const here = path || 'the top of the file';
    const stray = strayMember(written);
    switch (stray?.kind) {
      case 'of-another-platform':
        this.note(key, `${written} is for EC2 deployments and left out`);
        return;
      case 'of-the-service':
        this.report(
          key,
          'appspec-member-unknown',
          `an appspec does not set ${this.quoted(key)}: new task sets take it from the service`,
          'Remove it, and change the service itself.',
        );
        return;
      case 'misplaced':
        this.misplaced.add(stray.name);
        this.report(
          key,
          'appspec-member-misplaced',
          `${stray.name} belongs to ${stray.home}, and stands in ${here}`,
          `Move it to ${stray.home}; check the indentation.`,
        );
        return;
      case undefined: {
        const similar = didYouMean(written.slice(0, LONGEST_QUOTE), known);
        this.report(
          key,
          'appspec-member-unknown',
          `${path ? `${path} has` : 'an appspec has'} no member ${this.quoted(key)}`,
          similar ? `Did you mean ${similar}?` : `Remove it; known are ${known.join(', ')}.`,
        );
      }
    }
  }

  /** A mapping, or a finding. */
  map({ key, value, path }: Member, remedy: string): YAMLMap | undefined {
    if (isMap(value)) return value;
    return this.report(value ?? key, 'appspec-shape', `${path} must be a mapping, and is ${kindOf(value)}`, remedy);
  }

  /** The items of a list, or a finding. */
  list({ key, value, path }: Member, remedy: string): readonly unknown[] | undefined {
    if (isSeq(value)) return value.items;
    return this.report(value ?? key, 'appspec-shape', `${path} must be a list, and is ${kindOf(value)}`, remedy);
  }

  /** Text, also where YAML takes it for a number: `1.4` as a version is text as it was written. */
  text({ key, value, path }: Member, remedy: string): string | undefined {
    if (!isScalar(value)) {
      return this.report(value ?? key, 'appspec-shape', `${path} must be text, and is ${kindOf(value)}`, remedy);
    }
    const text = scalarText(value);
    return text.trim() === '' ? this.report(value, 'appspec-shape', `${path} is empty`, remedy) : text;
  }

  /** A whole number between two bounds; in quotes it is taken with a note. */
  integer({ key, value, path }: Member, low: number, high: number): number | undefined {
    const text = isScalar(value) ? scalarText(value).trim() : '';
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!isScalar(value) || !(number >= low && number <= high)) {
      const found = isScalar(value) ? this.quoted(value) : kindOf(value);
      return this.report(
        value ?? key,
        'appspec-number',
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
