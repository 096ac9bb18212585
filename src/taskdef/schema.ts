import { RegisterTaskDefinitionRequest$, TaskDefinition$ } from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import { type FixedChoice, fixedChoice } from './fixed-choices.js';

/** The SDK's own schema of what `RegisterTaskDefinition` takes. */
export const REQUEST_SCHEMA = NormalizedSchema.of(RegisterTaskDefinitionRequest$);

/**
 * The members that `DescribeTaskDefinition` prints and `RegisterTaskDefinition` refuses: `revision`, `status`,
 * `taskDefinitionArn` …, whatever the SDK's model says they are.
 */
export const READ_ONLY_MEMBERS: ReadonlySet<string> = new Set(readOnlyMembers());

function readOnlyMembers(): string[] {
  const taken = new Set(memberNames(REQUEST_SCHEMA));
  return memberNames(NormalizedSchema.of(TaskDefinition$)).filter((name) => !taken.has(name));
}

/** What the SDK's schema wants of a value; the SDK itself would find it out anew for every value. */
export type Shape =
  | {
      readonly kind: 'structure';
      readonly name: string;
      readonly members: readonly string[];
      readonly required: readonly string[];
      /** What a member wants; `undefined` where the structure has no such member. */
      readonly member: (name: string) => Member | undefined;
    }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'map'; readonly value: Shape }
  | { readonly kind: 'number' | 'boolean' | 'text' | 'anything' };

/** A member of a structure. */
export interface Member {
  readonly shape: Shape;
  /** What it, or each item of it, has to be one of. */
  readonly choice: FixedChoice | undefined;
}

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
  const name = schema.getName() ?? '';
  const known = new Map<string, Member>();
  return {
    kind: 'structure',
    name,
    members,
    required: members.slice(0, Array.isArray(definition) ? Number(definition[6] ?? 0) : 0),
    member: (member) => {
      const wanted = schemas.get(member);
      if (!wanted) return undefined;
      let found = known.get(member);
      if (!found) {
        found = { shape: shapeOf(wanted), choice: fixedChoice(name, member) };
        known.set(member, found);
      }
      return found;
    },
  };
}

/** What a task definition must be like. */
export const TASK_DEFINITION = shapeOf(REQUEST_SCHEMA);

/** The names of a structure's members. */
export function memberNames(schema: NormalizedSchema): string[] {
  return [...schema.structIterator()].map(([name]) => name);
}
