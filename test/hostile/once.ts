import { readCommandLine } from '../../src/cli/command-line.js';
import { reportError } from '../../src/cli/error-report.js';

const SECRET = 'hunter2-hunter2';
/** Where the commit is known, git is not run. */
export const ENV = {
  HUNTER: SECRET,
  GITHUB_ACTIONS: 'true',
  GITHUB_SHA: 'c0ffee0c0ffee0c0ffee0c0ffee0c0ffee0c0ffe',
  AWS_REGION: 'eu-west-1',
};

/** How a run ended, and what it printed. */
export interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** Of computing: others may have the machine. */
  readonly milliseconds: number;
}

/** Runs the command line in this process. */
export async function once(words: readonly string[], cwd: string): Promise<Ended> {
  let [out, err] = ['', ''];
  const io = {
    stdout: { isTTY: false, write: (text: string) => (out += text) },
    stderr: { isTTY: false, write: (text: string) => (err += text) },
    env: ENV,
    cwd,
    signal: new AbortController().signal,
  };
  const { command, flags } = await lineOf(words);
  const before = process.cpuUsage();
  const exitCode = await Promise.resolve(command.run(flags, io)).catch((error: unknown) =>
    reportError(error, flags.output, { trace: false, carried: [] }, io),
  );
  const { user, system } = process.cpuUsage(before);
  return { exitCode, out, err, milliseconds: (user + system) / 1000 };
}

/** What words say: read once, since that takes longer than the rest of a run. */
function lineOf(words: readonly string[]): Promise<RunLine> {
  const key = words.join(' ');
  const line = LINES.get(key) ?? readCommandLine(words, 100).then(runLine);
  LINES.set(key, line);
  return line;
}

type RunLine = Extract<Awaited<ReturnType<typeof readCommandLine>>, { kind: 'run' }>;

const LINES = new Map<string, Promise<RunLine>>();

function runLine(line: Awaited<ReturnType<typeof readCommandLine>>): RunLine {
  if (line.kind !== 'run') throw new Error('the words are no command');
  return line;
}

/** What a run did that it may not do, whatever it was given. */
export function problemOf({ exitCode, out, err, milliseconds }: Ended, json: boolean): string | undefined {
  if (exitCode !== 0 && exitCode !== 2) return `exit ${exitCode}: ${err}${out}`;
  if (milliseconds > 1000) return `${milliseconds} ms`;
  if (`${out}${err}`.includes(SECRET)) return `shows a value of the environment: ${err}${out}`;
  if (json) {
    try {
      JSON.parse(out.trim().split('\n').at(-1) ?? '');
    } catch {
      return `not JSON: ${out}`;
    }
  }
  if (exitCode === 2 && !json && !/^error: .*exit 2\]/s.test(err.slice(err.indexOf('error: '))))
    return `no reason: ${err}`;
  if (out.length + err.length > 512 * 1024) return `prints ${out.length + err.length} characters`;
  return undefined;
}
