import type { NormalizedSchema } from '@smithy/core/schema';
import { elementsOf, entriesOf, membersOf, misshapen } from './answer-shape.js';
import { kindOf } from './shape.js';

/**
 * Writes an answer as the JSON value of its schema: dates as epoch seconds with a fraction (what JavaScript's SDK
 * insists on), bytes as base64, members that are undefined or null left out.
 *
 * @throws `AnswerShapeError` for a member that the schema does not know or a value of another type
 */
export function writeJson(schema: NormalizedSchema, value: unknown, where = 'body'): unknown {
  const kind = kindOf(schema);
  switch (kind) {
    case 'structure':
    case 'union':
      return Object.fromEntries(
        membersOf(schema, value, where).map(([name, member, item]) => [
          name,
          writeJson(member, item, `${where}.${name}`),
        ]),
      );
    case 'list':
      return elementsOf(value, where).map((item, index) =>
        writeJson(schema.getValueSchema(), item, `${where}[${index}]`),
      );
    case 'map':
      return Object.fromEntries(
        entriesOf(value, where).map(([key, item]) => [
          key,
          writeJson(schema.getValueSchema(), item, `${where}.${key}`),
        ]),
      );
    case 'string':
      return typeof value === 'string' ? value : misshapen(where, 'a string', value);
    case 'boolean':
      return typeof value === 'boolean' ? value : misshapen(where, 'a boolean', value);
    case 'number':
      if (typeof value !== 'number') return misshapen(where, 'a number', value);
      return Number.isFinite(value) ? value : String(value);
    case 'timestamp':
      if (!(value instanceof Date) || Number.isNaN(value.getTime())) return misshapen(where, 'a date', value);
      return value.getTime() / 1000;
    case 'blob':
      if (!(value instanceof Uint8Array)) return misshapen(where, 'bytes', value);
      return Buffer.from(value).toString('base64');
    case 'document':
      return value;
    case 'unit':
      return {};
    default:
      return kind satisfies never;
  }
}
