import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Ended } from './once.js';

const BIN = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));

/**
 * Tells at the end what the process took, on a file descriptor that nobody else writes to. Where others have the machine
 * the clock shows too much, and where it has cores to spare the time of all threads does: a machine of its own would have
 * been done in the less of the two.
 */
const METER = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const milliseconds = Math.min((userCPUTime + systemCPUTime) / 1000, performance.now());
    writeSync(3, JSON.stringify({ memory: maxRSS / 1024, milliseconds }));
  });
`)}`;

/** What a process took, Node.js itself included. */
export interface Measured extends Ended {
  /** The most memory that it had, in MiB. */
  readonly memory: number;
}

/** Runs the command line as people do: a process of its own, under no limit. */
export async function measured(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Measured> {
  const child = spawn(process.execPath, ['--import', METER, BIN, ...words], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, out, err, meter] = child.stdio;
  if (!out || !err || !meter || !('readable' in meter)) throw new Error('the process has no pipes');
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [told, said, taken, exitCode] = await Promise.all([text(out), text(err), text(meter), ended]);
  // A process that was killed says nothing of itself.
  const { memory, milliseconds }: Pick<Measured, 'memory' | 'milliseconds'> = JSON.parse(
    taken || '{"memory": 0, "milliseconds": 0}',
  );
  return { exitCode: exitCode ?? -1, out: told, err: said, memory, milliseconds };
}
