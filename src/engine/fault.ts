import type { StaticErrorSchema } from '@smithy/types';

/**
 * A refusal in AWS's own terms: the SDK's schema of the exception names the code, the HTTP status and who is at fault,
 * the protocol layer writes it to the wire.
 *
 * @example
 * ```ts
 * throw new Fault(DeploymentDoesNotExistException$, `The deployment ${id} could not be found`);
 * ```
 */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    readonly schema: StaticErrorSchema,
    message: string,
    /** Further members of the exception's shape. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** A refusal for which the SDK exports no schema (`UnknownOperationException`, `ValidationError` and their like). */
export class ProtocolFault extends Error {
  override readonly name = 'ProtocolFault';

  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
