import { type RegisterTaskDefinitionCommand, RegisterTaskDefinitionRequest$ } from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';

/**
 * Sends members that this version's SDK does not know. The SDK writes only what its schema has, so that a parameter of
 * ECS which is newer than it would be lost without a word; ECS itself passes over what it does not know.
 *
 * A task definition has no dates, blobs or streams: what is sent is the input itself, as JSON.
 */
export function sendUnknownMembers({ input, middlewareStack }: RegisterTaskDefinitionCommand): void {
  if (!hasUnknown(input, NormalizedSchema.of(RegisterTaskDefinitionRequest$))) return;
  middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === 'object' && request !== null && 'body' in request) request.body = JSON.stringify(input);
      return next(args);
    },
    // Behind the serializer, and before the length of the body is counted and the request is signed.
    { name: 'bgDeployUnknownMembers', step: 'build', priority: 'high' },
  );
}

function hasUnknown(value: unknown, schema: NormalizedSchema): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) {
    return schema.isListSchema() && value.some((item) => hasUnknown(item, schema.getValueSchema()));
  }
  if (!schema.isStructSchema()) return false;
  const known = new Map(schema.structIterator());
  return Object.entries(value).some(([name, member]) => {
    const wanted = known.get(name);
    return member !== undefined && (wanted === undefined || hasUnknown(member, wanted));
  });
}
