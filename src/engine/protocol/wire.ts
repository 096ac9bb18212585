import type { StaticOperationSchema } from '@smithy/types';

/** A request as the protocols see it: no socket, no URL. */
export interface WireRequest {
  readonly method: string;
  /** Header names in lower case, as node gives them. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Of a GET request the query, which stands for the form. */
  readonly body: Buffer;
  /** The id that the reply carries. */
  readonly requestId: string;
}

/** A reply that is ready to be sent. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A refusal in AWS's terms, before a protocol gives it its form. */
export interface Refusal {
  /** The exception's name, e.g. `DeploymentLimitExceededException`. */
  readonly name: string;
  /** The code of the Query protocol, where it differs: `TargetGroupNotFound`. */
  readonly queryCode: string;
  readonly status: number;
  readonly message: string;
  /** Further members of the exception's shape, as JSON values. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** One protocol, bound to one request. */
export interface WireFormat {
  /**
   * The operation's input.
   *
   * @throws `MistypedMember`, `MissingMembers` or `MalformedBody`
   */
  readInput(operation: StaticOperationSchema): object;
  /** @throws `AnswerShapeError` when the schema does not allow the answer */
  writeAnswer(operation: StaticOperationSchema, answer: object | undefined): WireReply;
  writeRefusal(refusal: Refusal): WireReply;
}
