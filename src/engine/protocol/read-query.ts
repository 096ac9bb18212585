import type { NormalizedSchema } from '@smithy/core/schema';
import { type FormNode, numbered } from './form.js';
import { type MemberPath, MistypedMember, refuseMissing } from './member.js';
import { kindOf, requiredMembers } from './shape.js';

/**
 * Reads a form as the SDK's input of a schema: `X.member.N` are lists, `X.entry.N.key` and `.value` (or the names that
 * the schema gives them) are maps, text becomes numbers, booleans and dates. Parameters that the schema does not know
 * are passed over.
 *
 * @throws {@link MistypedMember} for text that is no number, boolean or date where one is wanted
 * @throws `MissingMembers` with every required member that is absent
 */
export function readQuery(schema: NormalizedSchema, form: FormNode): object {
  const missing: MemberPath[] = [];
  const input = readMembers(schema, form, [], missing);
  refuseMissing(missing);
  return input;
}

function readMembers(schema: NormalizedSchema, node: FormNode, path: MemberPath, missing: MemberPath[]): object {
  const required = requiredMembers(schema);
  const members: [string, unknown][] = [];
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(member.getMergedTraits().xmlName ?? name);
    const value = child && readValue(member, child, [...path, name], missing);
    if (value !== undefined) members.push([name, value]);
    else if (required.includes(name)) missing.push([...path, name]);
  }
  return Object.fromEntries(members);
}

function readValue(schema: NormalizedSchema, node: FormNode, path: MemberPath, missing: MemberPath[]): unknown {
  const kind = kindOf(schema);
  switch (kind) {
    case 'structure':
    case 'union':
      return readMembers(schema, node, path, missing);
    case 'list':
      return readList(schema, node, path, missing);
    case 'map':
      return readMap(schema, node, path, missing);
    case 'string':
    case 'document':
      return node.value;
    case 'boolean':
      return node.value === undefined ? undefined : readBoolean(node.value, path);
    case 'number':
      return node.value === undefined ? undefined : readNumber(node.value, path);
    case 'timestamp':
      return node.value === undefined ? undefined : readTimestamp(node.value, path);
    case 'blob':
      return node.value === undefined ? undefined : new Uint8Array(Buffer.from(node.value, 'base64'));
    case 'unit':
      return undefined;
    default:
      return kind satisfies never;
  }
}

function readList(schema: NormalizedSchema, node: FormNode, path: MemberPath, missing: MemberPath[]): unknown[] {
  const element = schema.getValueSchema();
  const group = node.children.get(element.getMergedTraits().xmlName ?? 'member') ?? node.children.get('member');
  return numbered(group ?? node).flatMap((child, index) => {
    const value = readValue(element, child, [...path, index + 1], missing);
    return value === undefined ? [] : [value];
  });
}

function readMap(schema: NormalizedSchema, node: FormNode, path: MemberPath, missing: MemberPath[]): object {
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const element = schema.getValueSchema();
  const valueName = element.getMergedTraits().xmlName ?? 'value';
  const entries = numbered(node.children.get('entry') ?? node).flatMap((child): [string, unknown][] => {
    const key = child.children.get(keyName)?.value;
    const held = child.children.get(valueName);
    const value = key !== undefined && held ? readValue(element, held, [...path, key], missing) : undefined;
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function readBoolean(text: string, path: MemberPath): boolean {
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return refuse(text, 'Boolean', path);
}

function readNumber(text: string, path: MemberPath): number {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? refuse(text, 'Integer', path) : value;
}

function readTimestamp(text: string, path: MemberPath): Date {
  const date = new Date(/^-?\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : text);
  return Number.isNaN(date.getTime()) ? refuse(text, 'Timestamp', path) : date;
}

function refuse(text: string, wanted: string, path: MemberPath): never {
  throw new MistypedMember(`Invalid value '${text.slice(0, 100)}' at '${path.join('.')}': not of type ${wanted}`, path);
}
