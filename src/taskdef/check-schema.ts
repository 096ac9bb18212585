import type { NormalizedSchema } from '@smithy/core/schema';
import type { Node } from 'jsonc-parser';
import { didYouMean } from '../domain/did-you-mean.js';
import type { Finding } from '../errors.js';
import type { RenderedText } from '../template/rendered-text.js';
import { kindOf, memberOf, pathText } from './json-node.js';
import { memberNames, requiredMembers } from './schema.js';

type Path = readonly (string | number)[];

/** What the schema makes of a JSON value. */
export interface SchemaCheck {
  /** The value without nulls and with scalars in the types that the schema wants; mistyped members are left out. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** Paths of values that were left out because of their type: nothing further can be said of them. */
  readonly unreadable: ReadonlySet<string>;
  /** Members that were null. */
  readonly nulls: readonly string[];
  /** Numbers, booleans and texts that were written as another type, e.g. `containerPort: "80" is text`. */
  readonly converted: readonly string[];
}

/** Checks a JSON value against a schema of the SDK. Members keep the order in which they stand. */
export function checkSchema(root: Node, schema: NormalizedSchema, source: RenderedText): SchemaCheck {
  const findings: Finding[] = [];
  const unreadable = new Set<string>();
  const nulls: string[] = [];
  const converted: string[] = [];

  const report = (node: Node, message: string, remedy: string) => {
    findings.push({ message, remedy, place: source.placeAt(node.offset) });
  };
  const quoted = ({ offset, length }: Node) => source.templateText(offset, offset + length);
  const mistyped = (node: Node, path: Path, wanted: string, remedy: string): undefined => {
    unreadable.add(pathText(path));
    const shown = node.children ? kindOf(node) : `${kindOf(node)}: ${quoted(node)}`;
    report(node, `${pathText(path)} must be ${wanted}, and is ${shown}`, remedy);
    return undefined;
  };
  const convert = (node: Node, path: Path, wanted: string) => {
    converted.push(`${pathText(path)} is written as ${kindOf(node)} (${quoted(node)}) and sent as ${wanted}`);
  };

  const check = (node: Node, wanted: NormalizedSchema, path: Path): unknown => {
    if (wanted.isStructSchema()) return checkStructure(node, wanted, path);
    if (wanted.isListSchema()) {
      if (node.type !== 'array') return mistyped(node, path, 'a list', listRemedy(node, wanted.getValueSchema(), path));
      return (node.children ?? []).flatMap((item, index) => {
        const value = check(item, wanted.getValueSchema(), [...path, index]);
        // An item that is wrong keeps its place, so that the places of those behind it stay right.
        if (value === undefined) return wanted.getValueSchema().isStructSchema() ? [{}] : [];
        return [value];
      });
    }
    if (wanted.isMapSchema()) {
      if (node.type !== 'object') return mistyped(node, path, 'an object', 'Write { "name": "value" }.');
      return members(node, path, (_name, value, inner) => check(value, wanted.getValueSchema(), inner));
    }
    if (wanted.isNumericSchema()) return checkNumber(node, path);
    if (wanted.isBooleanSchema()) return checkBoolean(node, path);
    if (wanted.isStringSchema()) return checkText(node, path);
    return node.value;
  };

  const members = (
    node: Node,
    path: Path,
    read: (name: string, value: Node, path: Path, key: Node) => unknown,
  ): Record<string, unknown> => {
    const entries: [string, unknown][] = [];
    const last = new Map((node.children ?? []).map((property) => [property.children?.[0]?.value, property]));
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (!key || !value) continue;
      const name = String(key.value);
      const inner = [...path, name];
      if (last.get(name) !== property) {
        report(key, `${pathText(inner)} is given twice`, 'Keep one of the two.');
      } else if (value.type === 'null') {
        nulls.push(pathText(inner));
      } else {
        const result = read(name, value, inner, key);
        if (result !== undefined) entries.push([name, result]);
      }
    }
    return Object.fromEntries(entries);
  };

  const checkStructure = (node: Node, wanted: NormalizedSchema, path: Path): unknown => {
    if (node.type !== 'object') return mistyped(node, path, 'an object', 'Write { "name": value }.');
    const known = memberNames(wanted);
    const value = members(node, path, (name, member, inner, key) => {
      if (known.includes(name)) return check(member, wanted.getMemberSchema(name), inner);
      const similar = didYouMean(name, known);
      report(
        key,
        `${path.length === 0 ? 'a task definition' : pathText(path)} has no member ${quoted(key)}`,
        similar ? `Did you mean "${similar}"?` : `Remove it; known are ${known.join(', ')}.`,
      );
      return undefined;
    });
    for (const name of requiredMembers(wanted)) {
      const member = memberOf(node, name)?.children?.[1];
      if (member && member.type !== 'null') continue;
      const inner = pathText([...path, name]);
      report(node, `${inner} is missing`, `Add "${name}"; RegisterTaskDefinition requires it.`);
    }
    return value;
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

  return { value: check(root, schema, []), findings, unreadable, nulls, converted };
}

function numberIn(text: string): number | undefined {
  return /^\s*-?\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}

/** An object where a list of name and value is wanted is the commonest mistake of this kind. */
function listRemedy(node: Node, item: NormalizedSchema, path: Path): string {
  const names = item.isStructSchema() ? memberNames(item) : [];
  if (node.type === 'object' && names.includes('name') && names.length === 2) {
    return `Write [{ ${names.map((name) => `"${name}": "…"`).join(', ')} }], one item for each.`;
  }
  return `Write "${path.at(-1)}": [ … ].`;
}
