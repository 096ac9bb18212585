import type { Node } from 'jsonc-parser';
import { didYouMean } from '../domain/did-you-mean.js';
import type { Finding } from '../errors.js';
import type { RenderedText } from '../template/rendered-text.js';
import type { FixedChoice } from './fixed-choices.js';
import { kindOf, memberOf, pathText } from './json-node.js';
import { contentOf } from './json-tree-at-need.js';
import { quoteNode } from './quote-node.js';
import type { TaskDefinitionRule } from './rules/catalogue.js';
import type { Shape } from './schema.js';
import { isSound } from './sound-value.js';
import { judgeStrangeMember } from './strange-member.js';
import { UnreadableValues } from './unreadable-values.js';

type Path = readonly (string | number)[];

/** What the schema makes of a JSON value. */
export interface SchemaCheck {
  /**
   * The value without nulls and with scalars in the types that the schema wants. Mistyped members are left out, unknown
   * ones are kept as they are.
   */
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** What is doubtful and may be right all the same. */
  readonly warnings: readonly Finding[];
  readonly unreadable: UnreadableValues;
  /** Members that were null. */
  readonly nulls: readonly string[];
  /** Numbers, booleans and texts that were written as another type, e.g. `containerPort: "80" is text`. */
  readonly converted: readonly string[];
  /** Members that are remarks for people or editors, and were left out. */
  readonly remarks: readonly string[];
}

/** What comes of a check that finds nothing. */
export function soundCheck(value: unknown): SchemaCheck {
  const unreadable = new UnreadableValues();
  return { value, findings: [], warnings: [], unreadable, nulls: [], converted: [], remarks: [] };
}

/** Deeper than any task definition; what is nested deeper still could end the stack. */
const DEEPEST = 100;

const MOST_JUDGED = 200;

/** Checks a JSON value against a shape of the SDK. Members keep the order in which they stand. */
export function checkSchema(root: Node, shape: Shape, source: RenderedText): SchemaCheck {
  const findings: Finding[] = [];
  const warnings: Finding[] = [];
  const unreadable = new UnreadableValues();
  const nulls: string[] = [];
  const converted: string[] = [];
  const remarks: string[] = [];
  let strange = 0;

  const report = (rule: TaskDefinitionRule, node: Node, message: string, remedy: string) => {
    findings.push({ rule, message, remedy, place: source.placeAt(node.offset) });
  };
  const warn = (rule: TaskDefinitionRule, node: Node, message: string, remedy: string) => {
    warnings.push({ rule, message, remedy, place: source.placeAt(node.offset) });
  };
  const quoted = (node: Node) => quoteNode(node, source);
  const mistyped = (node: Node, path: Path, wanted: string, remedy: string): undefined => {
    unreadable.add(path);
    const shown = node.children ? kindOf(node) : `${kindOf(node)}: ${quoted(node)}`;
    report('value-type', node, `${pathText(path)} must be ${wanted}, and is ${shown}`, remedy);
    return undefined;
  };
  const convert = (node: Node, path: Path, wanted: string) => {
    converted.push(`${pathText(path)} is written as ${kindOf(node)} (${quoted(node)}) and sent as ${wanted}`);
  };

  const check = (node: Node, wanted: Shape, path: Path): unknown => {
    // Most containers have nothing to be told of, whatever is wrong elsewhere.
    const content = contentOf(node);
    if (content && isSound(content, wanted)) return content;
    switch (wanted.kind) {
      case 'structure':
        return checkStructure(node, wanted, path);
      case 'list': {
        if (node.type !== 'array') return mistyped(node, path, 'a list', listRemedy(node, wanted.item, path));
        const items: unknown[] = [];
        for (const [index, item] of (node.children ?? []).entries()) {
          const value = check(item, wanted.item, [...path, index]);
          if (value !== undefined) items.push(value);
          // An item that is wrong keeps its place, so that the places of those behind it stay right.
          else if (wanted.item.kind === 'structure') items.push({});
        }
        return items;
      }
      case 'map':
        if (node.type !== 'object') return mistyped(node, path, 'an object', 'Write { "name": "value" }.');
        return members(node, path, (_name, value, inner) => check(value, wanted.value, inner));
      case 'number':
        return checkNumber(node, path);
      case 'boolean':
        return checkBoolean(node, path);
      case 'text':
        return checkText(node, path);
      case 'anything':
        return node.value;
    }
  };

  const members = (
    node: Node,
    path: Path,
    read: (name: string, value: Node, path: Path, key: Node) => unknown,
  ): Record<string, unknown> => {
    const entries: [string, unknown][] = [];
    const { children = [] } = node;
    const last = new Map<string, Node>();
    for (const property of children) last.set(String(property.children?.[0]?.value), property);
    for (const property of children) {
      const [key, value] = property.children ?? [];
      if (!key || !value) continue;
      const name = String(key.value);
      const inner = [...path, name];
      if (last.size < children.length && last.get(name) !== property) {
        report('member-twice', key, `${pathText(inner)} is given twice`, 'Keep one of the two.');
      } else if (value.type === 'null') {
        nulls.push(pathText(inner));
      } else {
        const result = read(name, value, inner, key);
        if (result !== undefined) entries.push([name, result]);
      }
    }
    return Object.fromEntries(entries);
  };

  const checkStructure = (node: Node, wanted: Shape & { readonly kind: 'structure' }, path: Path): unknown => {
    if (node.type !== 'object') return mistyped(node, path, 'an object', 'Write { "name": value }.');
    let given: ReadonlySet<string> | undefined;
    const value = members(node, path, (name, member, inner, key) => {
      const known = wanted.member(name);
      if (!known) {
        given ??= namesIn(node);
        return checkStrange(key, member, inner, wanted.members, given);
      }
      const result = check(member, known.shape, inner);
      if (known.choice) checkChoice(known.choice, name, member, result, inner);
      return result;
    });
    for (const name of wanted.required) {
      if (Object.hasOwn(value, name)) continue;
      const member = memberOf(node, name)?.children?.[1];
      if (member && member.type !== 'null') continue;
      const inner = pathText([...path, name]);
      report('member-missing', node, `${inner} is missing`, `Add "${name}"; RegisterTaskDefinition requires it.`);
    }
    return value;
  };

  const checkStrange = (
    key: Node,
    value: Node,
    path: Path,
    known: readonly string[],
    given: ReadonlySet<string>,
  ): unknown => {
    const name = String(key.value);
    const lacks = `${path.length === 1 ? 'a task definition' : pathText(path.slice(0, -1))} has no member ${quoted(key)}`;
    strange += 1;
    // Thousands of them are no slips of the pen, and each takes its time to judge.
    const judged = strange > MOST_JUDGED ? ({ kind: 'unknown' } as const) : judgeStrangeMember(name, known, given);
    switch (judged.kind) {
      case 'misspelt':
        report('member-misspelt', key, lacks, `Did you mean "${judged.meant}"?`);
        return undefined;
      case 'misplaced':
        report('member-misplaced', key, lacks, `It belongs to ${judged.home}: move it there, or remove it.`);
        return undefined;
      case 'remark':
        remarks.push(pathText(path));
        return undefined;
      case 'unknown': {
        const plain = plainValue(value, DEEPEST);
        if (plain === TOO_DEEP) {
          report('document-depth', value, `${pathText(path)} is nested too deeply`, 'Check the brackets.');
          return undefined;
        }
        warn(
          'member-unknown',
          key,
          `${lacks} that this version knows, and it is sent as it stands`,
          'Check its name in the API reference of RegisterTaskDefinition; a newer bg-deploy may know it.',
        );
        return plain;
      }
    }
  };

  const checkChoice = (choice: FixedChoice, member: string, node: Node, value: unknown, path: Path): void => {
    const inItems = Array.isArray(value);
    for (const [index, one] of (inItems ? value : [value]).entries()) {
      if (typeof one !== 'string' || choice.values.includes(one)) continue;
      const at = inItems ? (node.children?.[index] ?? node) : node;
      const similar = didYouMean(one, choice.values);
      const doubtful = one === '' || (choice.growing && !similar);
      (doubtful ? warn : report)(
        doubtful ? 'enum-value-unknown' : 'enum-value',
        at,
        `${pathText(inItems ? [...path, index] : path)} is ${quoted(at)}, and must be one of ${choice.values.join(', ')}`,
        one === '' ? `Remove "${member}", or choose one.` : similar ? `Write "${similar}".` : 'Choose one of them.',
      );
    }
  };

  const checkNumber = (node: Node, path: Path): unknown => {
    const number: unknown = node.type === 'string' ? numberIn(String(node.value)) : node.value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
      return mistyped(node, path, 'a whole number', 'Give it a whole number, without quotes.');
    }
    if (node.type === 'string') convert(node, path, 'a number');
    return number;
  };

  const checkBoolean = (node: Node, path: Path): unknown => {
    if (node.type === 'boolean') return node.value;
    if (node.value !== 'true' && node.value !== 'false') {
      return mistyped(node, path, 'true or false', 'Write true or false, without quotes.');
    }
    convert(node, path, 'true or false');
    return node.value === 'true';
  };

  const checkText = (node: Node, path: Path): unknown => {
    if (node.type === 'string') return node.value;
    if (node.type !== 'number' && node.type !== 'boolean') {
      return mistyped(node, path, 'text', 'Give it text in double quotes.');
    }
    convert(node, path, 'text');
    // As it was written: 1.10 is not 1.1.
    return source.text.slice(node.offset, node.offset + node.length);
  };

  return { value: check(root, shape, []), findings, warnings, unreadable, nulls, converted, remarks };
}

const TOO_DEEP = Symbol('nested too deeply');

/** A value as it stands, without nulls. */
function plainValue(node: Node, levels: number): unknown {
  if (levels === 0) return TOO_DEEP;
  if (node.type === 'array') {
    const items = (node.children ?? []).map((item) => plainValue(item, levels - 1));
    return items.includes(TOO_DEEP) ? TOO_DEEP : items;
  }
  if (node.type !== 'object') return node.value;
  const entries = (node.children ?? []).flatMap((property): [string, unknown][] => {
    const [key, value] = property.children ?? [];
    return key && value && value.type !== 'null' ? [[String(key.value), plainValue(value, levels - 1)]] : [];
  });
  return entries.some(([, value]) => value === TOO_DEEP) ? TOO_DEEP : Object.fromEntries(entries);
}

function namesIn({ children = [] }: Node): ReadonlySet<string> {
  return new Set(children.map((property) => String(property.children?.[0]?.value)));
}

function numberIn(text: string): number | undefined {
  return /^\s*-?\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}

/** An object where a list of name and value is wanted is the commonest mistake of this kind. */
function listRemedy(node: Node, item: Shape, path: Path): string {
  const names = item.kind === 'structure' ? item.members : [];
  if (node.type === 'object' && names.includes('name') && names.length === 2) {
    return `Write [{ ${names.map((name) => `"${name}": "…"`).join(', ')} }], one item for each.`;
  }
  return `Write "${path.at(-1)}": [ … ].`;
}
