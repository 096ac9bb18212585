import { spawn } from 'node:child_process';
import { systemClock } from '../../../clock.js';

/** A program that must not outlive the engine. */
export interface KeptProgram {
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly folder?: string;
  readonly environment: NodeJS.ProcessEnv;
  /** What stands on its standard input. */
  readonly input: string;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** How a program ended. */
export interface ProgramEnd {
  /** Its exit code; 128 and more: a signal ended it, as a shell counts. */
  readonly exitCode: number;
  /** What it wrote last, on both of its outputs. */
  readonly lastLines: readonly string[];
}

/** How much of what a program wrote last is kept. */
const LAST_LINES = 10;
const LAST_CHARACTERS = 10_000;

/** How long Lambda lets a function run, in real milliseconds. */
const LONGEST_MS = 900_000;

/**
 * What stands between the engine and the program: it runs the program in a process group of its own and ends that group
 * when the engine is gone, however it went: the pipe to it breaks even when the engine is killed. Nothing that the
 * program started survives it either. It travels as text, because the package is bundled and has no file of its own.
 */
const KEEPER = `
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
const [folder, input, program, ...args] = process.argv.slice(1);
const child = spawn(program, args, { cwd: folder || undefined, detached: true, stdio: ['pipe', 'inherit', 'inherit'] });
const end = (signal) => { try { process.kill(-child.pid, signal); } catch {} };
child.on('error', (error) => { console.error(error.message); process.exit(127); });
child.on('exit', (code, signal) => { end('SIGKILL'); process.exit(code ?? 128 + (constants.signals[signal] ?? 0)); });
child.stdin.on('error', () => {});
child.stdin.end(input);
const engineIsGone = () => { end('SIGTERM'); setTimeout(() => { end('SIGKILL'); process.exit(137); }, 2000); };
process.stdin.on('error', engineIsGone).on('end', engineIsGone).resume();
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, engineIsGone);
`;

/**
 * Runs a program to its end.
 *
 * @throws Error when it cannot be run, or does not end within Lambda's 15 minutes; the signal's reason
 */
export async function runKept({ command, folder, environment, input, signal }: KeptProgram): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const keeper = spawn(
    process.execPath,
    ['--input-type=module', '--eval', KEEPER, '--', folder ?? '', input, ...command],
    { env: environment, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let written = '';
  for (const output of [keeper.stdout, keeper.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      written = (written + text).slice(-LAST_CHARACTERS);
    });
  }
  const release = () => keeper.stdin.end();
  keeper.stdin.on('error', () => {});
  signal.addEventListener('abort', release, { once: true });
  const ended = new AbortController();
  let tooLong = false;
  systemClock.sleep(LONGEST_MS, ended.signal).then(
    () => {
      tooLong = true;
      release();
    },
    () => {},
  );
  try {
    const exitCode = await new Promise<number>((done, failed) => {
      keeper.on('error', failed);
      keeper.on('close', (code) => done(code ?? 1));
    });
    signal.throwIfAborted();
    if (tooLong) throw new Error('it was ended after 15 minutes, the longest that a Lambda function may run');
    return { exitCode, lastLines: lastLines(written) };
  } finally {
    ended.abort();
    signal.removeEventListener('abort', release);
  }
}

function lastLines(text: string): string[] {
  return text.trim() === '' ? [] : text.trimEnd().split('\n').slice(-LAST_LINES);
}
