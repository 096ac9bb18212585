import type { Options, PositionalOptions } from 'yargs';
import type { GlobalFlags } from './global-options.js';
import type { Io } from './io.js';

/** The parsed words of a command line. */
export type Flags = GlobalFlags & Readonly<Record<string, unknown>>;

/** A command as data: what it takes, what `--help` says of it, and what runs. */
export interface Command {
  /** As yargs writes it: `start`, `status [deploymentId]`. */
  readonly usage: string;
  readonly describe: string;
  readonly positionals?: Readonly<Record<string, PositionalOptions>>;
  readonly options: Readonly<Record<string, Options>>;
  /** Command lines worth copying, each with what it is for. */
  readonly examples: readonly (readonly [commandLine: string, purpose: string])[];
  /** @returns the exit code */
  run(flags: Flags, io: Io): Promise<number>;
}

/** A row of the table of commands: enough for the overview; the command itself is loaded when it is asked for. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}
