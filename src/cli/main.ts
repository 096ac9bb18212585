import { VERSION } from '../domain/version.js';
import { BgDeployError } from '../errors.js';
import { carriedFlags } from './carried-flags.js';
import { findOutputFormat, readCommandLine } from './command-line.js';
import { reportError } from './error-report.js';
import type { Io } from './io.js';

/**
 * The command line.
 *
 * @param argv - the words behind `bg-deploy`
 * @returns the exit code; nothing is thrown
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let format = findOutputFormat(argv);
  let carried: readonly string[] = [];
  try {
    if (argv.length === 1 && argv[0] === '--version') {
      io.stdout.write(`${VERSION}\n`);
      return 0;
    }
    const line = await readCommandLine(argv, io.stdout.columns ?? 100);
    if (line.kind === 'print') {
      io.stdout.write(line.text);
      return 0;
    }
    format = line.flags.output;
    carried = carriedFlags(line.flags);
    return await line.command.run(line.flags, io);
  } catch (error) {
    return reportError(error, format, { trace: argv.includes('--trace'), carried }, io);
  }
}

/**
 * Tells that a command came to rest before its end.
 *
 * @returns the exit code
 */
export function atRest(argv: readonly string[], io: Io): number {
  const error = new BgDeployError('internal', 'a fault of bg-deploy itself: it came to rest before its end', {
    remedy: 'Report it. What was started in AWS goes on there: `bg-deploy status` shows it.',
  });
  return reportError(error, findOutputFormat(argv), { trace: argv.includes('--trace'), carried: [] }, io);
}
