import { Fault, ProtocolFault } from '../fault.js';
import type { ServiceDefinition } from '../service.js';
import { MalformedBody, MissingMembers, MistypedMember, memberName } from './member.js';
import { schemaOf } from './shape.js';
import type { Refusal } from './wire.js';
import { writeJson } from './write-json.js';

/**
 * What a thrown value means to the caller; `undefined`: it is no refusal but a fault of the engine.
 *
 * @param service - may name a missing member in its own words
 */
export function refusalOf(error: unknown, service?: ServiceDefinition, operation = ''): Refusal | undefined {
  if (error instanceof Fault) return faultRefusal(error);
  if (error instanceof ProtocolFault) return plainRefusal(error.code, error.message, error.status);
  if (error instanceof MissingMembers) {
    const own = service?.missingMember?.(operation, memberName(error.paths[0]));
    return own
      ? faultRefusal(own)
      : { ...plainRefusal('ValidationException', error.message), queryCode: 'ValidationError' };
  }
  if (error instanceof MistypedMember || error instanceof MalformedBody) {
    return { ...plainRefusal('SerializationException', error.message), queryCode: 'MalformedInput' };
  }
  return undefined;
}

/** The answer to a fault of the engine itself, in the words of AWS's common errors. */
export const INTERNAL_FAILURE = plainRefusal(
  'InternalFailure',
  'The request processing has failed because of an unknown error, exception or failure.',
  500,
);

/** A refusal whose name is the same in every protocol. */
export function plainRefusal(name: string, message: string, status = 400): Refusal {
  return { name, queryCode: name, status, message, members: {} };
}

function faultRefusal(fault: Fault): Refusal {
  const traits = schemaOf(fault.schema).getMergedTraits();
  const [queryCode, queryStatus]: unknown[] = Array.isArray(traits.awsQueryError) ? traits.awsQueryError : [];
  const bySide = traits.error === 'server' ? 500 : 400;
  const status = [traits.httpError, queryStatus, bySide].find((candidate) => typeof candidate === 'number') ?? bySide;
  const members = writeJson(schemaOf(fault.schema), fault.members, fault.schema[2]);
  return {
    name: fault.schema[2],
    queryCode: typeof queryCode === 'string' ? queryCode : fault.schema[2],
    status,
    message: fault.message,
    members: Object.fromEntries(Object.entries(members ?? {})),
  };
}
