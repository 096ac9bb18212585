import type { NormalizedSchema } from '@smithy/core/schema';
import { type MemberPath, MistypedMember, refuseMissing } from './member.js';
import { kindOf, requiredMembers } from './shape.js';

/**
 * Reads a JSON value as the SDK's input of a schema: epoch seconds become dates, base64 becomes bytes, null is absent,
 * members that the schema does not know are passed over.
 *
 * @throws {@link MistypedMember} at the first value of a wrong type
 * @throws `MissingMembers` with every required member that is absent
 */
export function readJson(schema: NormalizedSchema, value: unknown): object {
  const missing: MemberPath[] = [];
  const input = readMembers(schema, value, [], missing);
  refuseMissing(missing);
  return input;
}

function readMembers(schema: NormalizedSchema, value: unknown, path: MemberPath, missing: MemberPath[]): object {
  const source = expectObject(value, path);
  const required = requiredMembers(schema);
  const members: [string, unknown][] = [];
  for (const [name, member] of schema.structIterator()) {
    const given = Object.hasOwn(source, name) ? source[name] : undefined;
    if (given !== undefined && given !== null) members.push([name, readValue(member, given, [...path, name], missing)]);
    else if (required.includes(name)) missing.push([...path, name]);
  }
  return Object.fromEntries(members);
}

function readValue(schema: NormalizedSchema, value: unknown, path: MemberPath, missing: MemberPath[]): unknown {
  const kind = kindOf(schema);
  switch (kind) {
    case 'structure':
    case 'union':
      return readMembers(schema, value, path, missing);
    case 'list':
      return readList(schema, value, path, missing);
    case 'map':
      return readMap(schema, value, path, missing);
    case 'string':
      return typeof value === 'string' ? value : refuse(value, 'String', path);
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse(value, 'Boolean', path);
    case 'number':
      return readNumber(value, path);
    case 'timestamp':
      return readTimestamp(value, path);
    case 'blob':
      return typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : refuse(value, 'Blob', path);
    case 'document':
      return value;
    case 'unit':
      return undefined;
    default:
      return kind satisfies never;
  }
}

function readList(schema: NormalizedSchema, value: unknown, path: MemberPath, missing: MemberPath[]): unknown[] {
  if (!Array.isArray(value)) throw new MistypedMember(collectionMessage(value), path);
  const element = schema.getValueSchema();
  return value.flatMap((item: unknown, index) => {
    const place = [...path, index + 1];
    if (item !== null) return [readValue(element, item, place, missing)];
    missing.push(place);
    return [];
  });
}

function readMap(schema: NormalizedSchema, value: unknown, path: MemberPath, missing: MemberPath[]): object {
  const element = schema.getValueSchema();
  const entries = Object.entries(expectObject(value, path)).filter(([, item]) => item !== null);
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(entries.map(([key, item]) => [key, readValue(element, item, [...path, key], missing)]));
}

function readNumber(value: unknown, path: MemberPath): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  // The SDK's schemas do not tell integers from doubles; nearly all numbers of these services are integers.
  return refuse(value, 'Integer', path);
}

function readTimestamp(value: unknown, path: MemberPath): Date {
  if (typeof value !== 'number') return refuse(value, 'Date', path);
  const date = new Date(Math.round(value * 1000));
  if (Number.isNaN(date.getTime())) throw new MistypedMember('Timestamp out of range', path);
  return date;
}

function expectObject(value: unknown, path: MemberPath): Record<string, unknown> {
  if (isObject(value)) return value;
  throw new MistypedMember(
    Array.isArray(value) ? 'Unrecognized collection type class java.util.ArrayList' : 'Unexpected field type',
    path,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function collectionMessage(value: unknown): string {
  return isObject(value) ? 'Start of structure or map found where not expected.' : 'Unexpected field type';
}

// The messages of AWS's JSON reader, as they were recorded for DynamoDB, which shares it:
// see the tests of https://github.com/mhart/dynalite.
function refuse(value: unknown, wanted: string, path: MemberPath): never {
  throw new MistypedMember(conversionMessage(value, wanted), path);
}

function conversionMessage(value: unknown, wanted: string): string {
  switch (typeof value) {
    case 'number':
      return `NUMBER_VALUE cannot be converted to ${wanted}`;
    case 'string':
      return `STRING_VALUE cannot be converted to ${wanted}`;
    case 'boolean':
      return `${String(value).toUpperCase()}_VALUE cannot be converted to ${wanted}`;
    default:
      return Array.isArray(value)
        ? `Unrecognized collection type class java.lang.${wanted}`
        : 'Start of structure or map found where not expected.';
  }
}
