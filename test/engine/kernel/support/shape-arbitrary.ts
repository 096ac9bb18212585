import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef } from '@smithy/types';
import fc from 'fast-check';

/** Which values a protocol can carry at all. */
export interface Carriage {
  readonly text: fc.Arbitrary<string>;
  /** Whether empty structures, lists and maps survive. */
  readonly empty: boolean;
}

/** Any text at all. */
export const anyText = fc.string({ unit: 'binary', maxLength: 12 });

/** Any text that XML can hold; the SDK reads white space with a line break in it as nothing. */
export const xmlText = anyText.filter(
  (text) => !/[^\t\n\r\x20-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(text) && text.trim() !== '',
);

const MAX_DEPTH = 7;

/** Values of a schema as SDK clients take and give them. */
export function valuesOf(reference: $SchemaRef, carriage: Carriage): fc.Arbitrary<object> {
  return members(NormalizedSchema.of(reference), carriage, 0).map((value) => Object(value));
}

function values(schema: NormalizedSchema, carriage: Carriage, depth: number): fc.Arbitrary<unknown> {
  if (schema.isStructSchema()) return members(schema, carriage, depth);
  if (schema.isDocumentSchema()) return fc.dictionary(fc.constantFrom('a', 'b'), fc.integer());
  if (schema.isListSchema()) {
    const item = values(schema.getValueSchema(), carriage, depth + 1);
    return fc.array(item, { minLength: carriage.empty ? 0 : 1, maxLength: 2 });
  }
  if (schema.isMapSchema()) {
    const key = carriage.text.filter((text) => text !== '__proto__');
    const item = values(schema.getValueSchema(), carriage, depth + 1);
    return fc.dictionary(key, item, { minKeys: carriage.empty ? 0 : 1, maxKeys: 2, noNullPrototype: true });
  }
  if (schema.isStringSchema()) return carriage.text;
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema()) return fc.integer();
  if (schema.isTimestampSchema()) return fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms));
  if (schema.isBlobSchema()) return fc.uint8Array({ maxLength: 8 });
  throw new Error(`No values for ${schema.getName(true)}`);
}

function members(schema: NormalizedSchema, carriage: Carriage, depth: number): fc.Arbitrary<object> {
  const all = [...schema.structIterator()];
  const definition: unknown = schema.getSchema();
  const count: unknown = Array.isArray(definition) ? definition[6] : 0;
  const required = all.slice(0, typeof count === 'number' ? count : 0).map(([name]) => name);
  // Deep down only what must be there, and whatever ends the descent.
  const chosen =
    depth < MAX_DEPTH ? all : all.filter(([name, member]) => required.includes(name) || !member.isStructSchema());
  const model = Object.fromEntries(chosen.map(([name, member]) => [name, values(member, carriage, depth + 1)]));
  if (schema.isUnionSchema()) {
    return fc.oneof(...Object.entries(model).map(([name, value]) => fc.record({ [name]: value })));
  }
  const record = fc.record(model, { requiredKeys: required, noNullPrototype: true });
  return carriage.empty ? record : record.filter((value) => Object.keys(value).length > 0);
}
