import type { Rule } from './scenario/rule.js';
import type { RegionWorld } from './world/world.js';

/** Random choices of the engine, reproducible from the world's seed and kept with its state. */
export interface Random {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** `length` characters out of `alphabet`. */
  text(length: number, alphabet: string): string;
  uuid(): string;
}

/** What becomes of an invocation of a Lambda function that an AppSpec names. */
export type FunctionStandIn =
  /** The engine reports for it; `silent` never reports. */
  | 'succeed'
  | 'fail'
  | 'silent'
  /** Something outside the world (a module, a function of a test) is called and reports for itself. */
  | 'external';

/** What an operation, or the passing of time, sees beside its input. */
export interface CallContext {
  /** The part of the world that belongs to the region of the caller. */
  readonly world: RegionWorld;
  /** Engine time of the call. */
  readonly now: Date;
  readonly random: Random;
  /** The Lambda functions that exist, by name or ARN; `undefined`: there is no such function. */
  readonly standIn: (functionNameOrArn: string) => FunctionStandIn | undefined;
  /** What goes wrong on purpose: the rules of the scenarios in force. */
  readonly rules: readonly Rule[];
  /** Whether something outside the world runs containers and reports on them; otherwise they are taken to run. */
  readonly containers: 'real' | 'assumed';
}

/**
 * An operation of a service: reads a request that the protocol layer has checked against the SDK's schema, changes the
 * world, answers. It runs to its end in one turn, so nobody sees a half-changed world; it refuses by throwing a
 * `Fault` before it changes anything.
 */
export type Handler<Input, Output> = (input: Input, context: CallContext) => Output;
