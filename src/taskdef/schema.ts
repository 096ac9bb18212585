import { RegisterTaskDefinitionRequest$, TaskDefinition$ } from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';

/** The SDK's own schema of what `RegisterTaskDefinition` takes. */
export const REQUEST_SCHEMA = NormalizedSchema.of(RegisterTaskDefinitionRequest$);

/**
 * The members that `DescribeTaskDefinition` prints and `RegisterTaskDefinition` refuses: `revision`, `status`,
 * `taskDefinitionArn` …, whatever the SDK's model says they are.
 */
export const READ_ONLY_MEMBERS: ReadonlySet<string> = new Set(
  memberNames(NormalizedSchema.of(TaskDefinition$)).filter((name) => !memberNames(REQUEST_SCHEMA).includes(name)),
);

/** A structure as it is walked again and again; the SDK would make each member's schema anew every time. */
export interface Structure {
  readonly name: string;
  readonly members: ReadonlyMap<string, NormalizedSchema>;
  readonly required: readonly string[];
}

/** A structure's members: the model lists those that must be there first, and says how many they are. */
export function structureOf(schema: NormalizedSchema): Structure {
  const definition: unknown = schema.getSchema();
  if (!Array.isArray(definition)) return readStructure(schema, 0);
  let structure = STRUCTURES.get(definition);
  if (!structure) {
    structure = readStructure(schema, Number(definition[6] ?? 0));
    STRUCTURES.set(definition, structure);
  }
  return structure;
}

const STRUCTURES = new WeakMap<object, Structure>();

function readStructure(schema: NormalizedSchema, required: number): Structure {
  const members = new Map(schema.structIterator());
  return { name: schema.getName() ?? '', members, required: [...members.keys()].slice(0, required) };
}

/** The names of a structure's members. */
export function memberNames(schema: NormalizedSchema): string[] {
  return [...schema.structIterator()].map(([name]) => name);
}
