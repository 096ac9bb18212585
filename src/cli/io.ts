/** What the command line needs of the process it runs in; a test passes its own. */
export interface Io {
  /** Results: what a person or a script asked for. */
  readonly stdout: TextSink;
  /** Everything else: errors, logs, hints. */
  readonly stderr: TextSink;
  /** Where a person answers questions; absent where nobody can. */
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by Ctrl-C or SIGTERM with an `interrupted` or `terminated` error as its reason. */
  readonly signal: AbortSignal;
}

/** Where text goes. */
export interface TextSink {
  write(text: string): unknown;
  /** Whether a person looks at it. */
  readonly isTTY: boolean;
  /** Width of the terminal in columns, where there is one. */
  readonly columns?: number;
}

/** Whether to colour what goes to a sink: never for a file or a pipe, never against `NO_COLOR`, `CI` or `--no-color`. */
export function usesColor(sink: TextSink, env: Io['env'], flag: boolean): boolean {
  return flag && sink.isTTY && !env.NO_COLOR && !env.CI && env.TERM !== 'dumb';
}
