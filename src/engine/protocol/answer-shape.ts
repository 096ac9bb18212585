import type { NormalizedSchema } from '@smithy/core/schema';

/** A handler's answer that its operation's schema does not allow: a fault of the engine, never of the caller. */
export class AnswerShapeError extends Error {
  override readonly name = 'AnswerShapeError';
}

/** Refuses a value that a schema cannot describe. */
export function misshapen(where: string, wanted: string, value: unknown): never {
  const given = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
  throw new AnswerShapeError(`The answer's ${where} is ${given} where the schema wants ${wanted}`);
}

/** The members of a structure that are set, each with its schema. */
export function membersOf(
  schema: NormalizedSchema,
  value: unknown,
  where: string,
): readonly (readonly [name: string, member: NormalizedSchema, value: unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) {
    return misshapen(where, 'a structure', value);
  }
  const left = new Map(Object.entries(value).filter(([, item]) => item !== undefined && item !== null));
  const members: (readonly [string, NormalizedSchema, unknown])[] = [];
  for (const [name, member] of schema.structIterator()) {
    if (left.has(name)) members.push([name, member, left.get(name)]);
    left.delete(name);
  }
  const [unknown] = left.keys();
  if (unknown !== undefined) {
    throw new AnswerShapeError(`The answer's ${where} has the member ${unknown}, which ${schema.getName()} lacks`);
  }
  return members;
}

/** The entries of a map that are set. */
export function entriesOf(value: unknown, where: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return misshapen(where, 'a map', value);
  return Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
}

/** The elements of a list. */
export function elementsOf(value: unknown, where: string): readonly unknown[] {
  return Array.isArray(value) ? value : misshapen(where, 'a list', value);
}
