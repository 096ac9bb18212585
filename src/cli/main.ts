import { VERSION } from '../domain/version.js';
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
