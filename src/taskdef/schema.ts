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

/** What the SDK's schema wants of a value; the SDK itself would find it out anew for every value. */
export type Shape =
  | {
      readonly kind: 'structure';
      readonly name: string;
      readonly members: readonly string[];
      readonly required: readonly string[];
      /** What a member wants; `undefined` where the structure has no such member. */
      readonly member: (name: string) => Shape | undefined;
    }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'map'; readonly value: Shape }
  | { readonly kind: 'number' | 'boolean' | 'text' | 'anything' };

/** The shape of a schema, read no deeper than it is asked for. */
export function shapeOf(schema: NormalizedSchema): Shape {
  if (schema.isStructSchema()) return structureOf(schema);
  if (schema.isListSchema()) return { kind: 'list', item: shapeOf(schema.getValueSchema()) };
  if (schema.isMapSchema()) return { kind: 'map', value: shapeOf(schema.getValueSchema()) };
  if (schema.isNumericSchema()) return { kind: 'number' };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  return { kind: schema.isStringSchema() ? 'text' : 'anything' };
}

/** The model lists those members first that must be there, and says how many they are. */
function structureOf(schema: NormalizedSchema): Shape {
  const definition: unknown = schema.getSchema();
  const schemas = new Map(schema.structIterator());
  const members = [...schemas.keys()];
  const shapes = new Map<string, Shape>();
  return {
    kind: 'structure',
    name: schema.getName() ?? '',
    members,
    required: members.slice(0, Array.isArray(definition) ? Number(definition[6] ?? 0) : 0),
    member: (name) => {
      const known = shapes.get(name);
      if (known) return known;
      const member = schemas.get(name);
      const shape = member && shapeOf(member);
      if (shape) shapes.set(name, shape);
      return shape;
    },
  };
}

/** What a task definition must be like. */
export const TASK_DEFINITION = shapeOf(REQUEST_SCHEMA);

/** The names of a structure's members. */
export function memberNames(schema: NormalizedSchema): string[] {
  return [...schema.structIterator()].map(([name]) => name);
}
