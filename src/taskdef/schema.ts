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

/** The names of a structure's members. */
export function memberNames(schema: NormalizedSchema): string[] {
  return [...schema.structIterator()].map(([name]) => name);
}

/** The names of the members that a structure must have: the model lists them first and says how many they are. */
export function requiredMembers(schema: NormalizedSchema): string[] {
  const definition: unknown = schema.getSchema();
  const count: unknown = Array.isArray(definition) ? definition[6] : 0;
  return memberNames(schema).slice(0, typeof count === 'number' ? count : 0);
}
