import type { RegionWorld } from './world/world.js';

/** Random choices of the engine, reproducible from the world's seed and kept with its state. */
export interface Random {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** `length` characters out of `alphabet`. */
  text(length: number, alphabet: string): string;
  uuid(): string;
}

/** What an operation sees beside its input. */
export interface CallContext {
  /** The part of the world that belongs to the region of the caller. */
  readonly world: RegionWorld;
  /** Engine time of the call. */
  readonly now: Date;
  readonly random: Random;
}

/** The shape of an SDK command class's input and output, e.g. `OperationTypes<CreateDeploymentCommand>`. */
export interface AnyCommand {
  readonly input: object;
  resolveMiddleware(...rest: never[]): unknown;
}

/** The input of an SDK command. */
export type InputOf<C extends AnyCommand> = C['input'];

/**
 * An operation of a service: reads a request that the protocol layer has checked against the SDK's schema, changes the
 * world, answers. It runs to its end in one turn, so nobody sees a half-changed world; it refuses by throwing a
 * {@link Fault} before it changes anything.
 */
export type Handler<Input, Output> = (input: Input, context: CallContext) => Output;
