import type { MetadataBearer, StaticOperationSchema } from '@smithy/types';
import type { Fault } from './fault.js';
import type { CallContext, Handler } from './operation.js';

/** How a service talks on the wire. */
export type WireProtocol =
  /** `X-Amz-Target: <target>.<Operation>` and a JSON body. */
  | { readonly kind: 'awsJson1_0' | 'awsJson1_1'; readonly target: string }
  /** `Action=<Operation>&Version=<version>` as a form, XML back. */
  | { readonly kind: 'awsQuery'; readonly version: string; readonly xmlNamespace: string };

/** One operation, ready to be served. */
export interface ServedOperation {
  readonly name: string;
  readonly schema: StaticOperationSchema;
  /** The input has been read by the schema; the answer is written by it. */
  readonly run: (input: never, context: CallContext) => object | undefined;
}

/** One AWS service as the engine serves it. */
export interface ServiceDefinition {
  /** The name in the credential scope of a signature, e.g. `elasticloadbalancing`. */
  readonly signingName: string;
  /** The one that AWS's SDKs speak. */
  readonly protocol: WireProtocol;
  /** What it understands beside that. */
  readonly otherProtocols?: readonly WireProtocol[];
  readonly operations: readonly ServedOperation[];
  /** What it does for anybody who visits a link, by GET and without a signature. */
  readonly links?: readonly ServedOperation[];
  /**
   * How this service refuses a request that leaves out a required member (`ApplicationNameRequiredException` and its
   * like). Without an answer the refusal is AWS's general validation error.
   *
   * @param operation - the operation's name
   * @param member - the member in the schema's spelling; nested ones with dots, without list positions: `tags.Key`
   */
  readonly missingMember?: (operation: string, member: string) => Fault | undefined;
}

/** What a handler answers: the SDK's output without the metadata, which the protocol layer adds. */
export type Answer<Output extends MetadataBearer> = Omit<Output, '$metadata'>;

/**
 * Binds a handler to the SDK's schema of its operation.
 *
 * @example
 * ```ts
 * operation<GetDeploymentCommandInput, GetDeploymentCommandOutput>(GetDeployment$, getDeployment)
 * ```
 */
export function operation<Input extends object, Output extends MetadataBearer>(
  schema: StaticOperationSchema,
  run: Handler<Input, Answer<Output>>,
): ServedOperation {
  return { name: schema[2], schema, run };
}

/** Whether an operation leaves the world as it was: AWS names all of its reading operations so. */
export function isReadOnly(operationName: string): boolean {
  return /^(Describe|Get|List|BatchGet)/.test(operationName);
}
