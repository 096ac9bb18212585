import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef } from '@smithy/types';

/** What a schema describes, in one word, so that readers and writers can switch over it exhaustively. */
export type ShapeKind =
  | 'structure'
  | 'union'
  | 'list'
  | 'map'
  | 'string'
  | 'boolean'
  | 'number'
  | 'timestamp'
  | 'blob'
  | 'document'
  | 'unit';

/** The schema behind a reference as the SDK exports it (`operation[4]` is the input's, `operation[5]` the output's). */
export function schemaOf(reference: $SchemaRef): NormalizedSchema {
  return NormalizedSchema.of(reference);
}

/**
 * The kind of a schema.
 *
 * @throws Error for kinds that none of the services has (big numbers, event streams)
 */
export function kindOf(schema: NormalizedSchema): ShapeKind {
  if (schema.isUnitSchema()) return 'unit';
  if (schema.isUnionSchema()) return 'union';
  if (schema.isStructSchema()) return 'structure';
  // A document passes for a list and for a map as well.
  if (schema.isDocumentSchema()) return 'document';
  if (schema.isListSchema()) return 'list';
  if (schema.isMapSchema()) return 'map';
  if (schema.isStringSchema()) return 'string';
  if (schema.isBooleanSchema()) return 'boolean';
  if (schema.isNumericSchema()) return 'number';
  if (schema.isTimestampSchema()) return 'timestamp';
  if (schema.isBlobSchema()) return 'blob';
  throw new Error(`The engine has no wire form for the schema ${schema.getName(true) ?? '(unnamed)'}`);
}

const REQUIRED_COUNT = 6;
const MEMBER_NAMES = 4;
const requiredBySchema = new WeakMap<object, readonly string[]>();

/** The members that a structure must have: the SDK lists them first and says how many they are. */
export function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const definition: unknown = schema.getSchema();
  if (!Array.isArray(definition)) return [];
  const known = requiredBySchema.get(definition);
  if (known) return known;
  const names: unknown = definition[MEMBER_NAMES];
  const count: unknown = definition[REQUIRED_COUNT];
  const required =
    Array.isArray(names) && typeof count === 'number' ? names.slice(0, count).map((name) => String(name)) : [];
  requiredBySchema.set(definition, required);
  return required;
}
