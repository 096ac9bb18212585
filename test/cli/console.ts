import { main } from '../../src/cli/main.js';

/** What a command printed and with what it ended. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of {@link run}. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Hears stdout as it is written. */
  readonly onStdout?: (text: string) => void;
}

/** Runs the command line in this process, as `bg-deploy ...argv` would. */
export async function run(argv: readonly string[], options: RunOptions): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const exitCode = await main(argv, {
    stdout: {
      isTTY: false,
      write: (text) => {
        stdout += text;
        options.onStdout?.(text);
      },
    },
    stderr: {
      isTTY: false,
      write: (text) => {
        stderr += text;
      },
    },
    env: options.env ?? {},
    cwd: options.cwd,
    signal: options.signal ?? new AbortController().signal,
  });
  return { exitCode, stdout, stderr };
}
