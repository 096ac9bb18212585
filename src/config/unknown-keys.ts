import { isMap, isScalar, type Node } from 'yaml';
import { didYouMean } from '../domain/did-you-mean.js';
import { FileSchema } from './schema.js';

/** A key that the schema does not have. */
export interface UnknownKey {
  readonly key: Node;
  readonly message: string;
  readonly remedy: string;
}

/** Thousands are no slips of the pen, and each takes its time to compare with those that there are. */
const MOST_JUDGED = 50;

/** All keys of a configuration file that the schema does not have, each with the one that was probably meant. */
export function unknownKeys(root: unknown): UnknownKey[] {
  let strange = 0;
  const visit = (node: unknown, schemas: readonly unknown[], path: readonly string[]): UnknownKey[] => {
    if (!isMap(node)) return [];
    // Several, where the value may have one of several forms.
    const forms = schemas.map((schema) => property(schema, 'entries')).filter((found) => found !== undefined);
    const known = forms.length === 0 ? undefined : [...new Set(forms.flatMap((form) => Object.keys(Object(form))))];
    return node.items.flatMap(({ key, value }) => {
      if (!isScalar(key)) return [];
      const name = String(key.value);
      if (known && !known.includes(name)) {
        strange += 1;
        return [unknown(key, [...path, name].join('.'), name, known, strange <= MOST_JUDGED)];
      }
      const inner = known
        ? forms.map((form) => property(form, name))
        : schemas.map((schema) => property(schema, 'value'));
      return visit(value, within(inner), [...path, name]);
    });
  };
  return visit(root, within(FileSchema), []);
}

function unknown(key: Node, path: string, name: string, known: readonly string[], judge: boolean): UnknownKey {
  const similar = judge ? didYouMean(name, known) : undefined;
  if (name === '<<') {
    return {
      key,
      message: `${path} is a merge key of YAML 1.1`,
      remedy: 'Use an alias alone, or `extends:` in an environment.',
    };
  }
  return {
    key,
    message: `there is no key ${path}`,
    remedy: similar ? `Did you mean ${similar}?` : `Known here are ${known.join(', ')}.`,
  };
}

/** A schema and all that it is wrapped around, whatever valibot calls the wrapping. */
function within(schema: unknown): readonly unknown[] {
  if (Array.isArray(schema)) return schema.flatMap(within);
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = ['wrapped', 'options', 'pipe'].map((name) => property(schema, name));
  return [
    schema,
    ...inner.flatMap((found) =>
      Array.isArray(found) ? found.filter((one) => one !== schema).flatMap(within) : within(found),
    ),
  ];
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
