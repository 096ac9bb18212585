import type { Options } from 'yargs';
import { didYouMean } from '../domain/did-you-mean.js';
import { BgDeployError } from '../errors.js';
import type { Command, Flags } from './command.js';
import { COMMANDS } from './command-table.js';
import { GLOBAL_OPTIONS, OUTPUT_FORMATS, type OutputFormat } from './global-options.js';
import { plainFlags } from './plain-flags.js';

/** What the words of a command line ask for. */
export type CommandLine =
  | { readonly kind: 'run'; readonly command: Command; readonly flags: Flags }
  /** `--help` or `--version`: text for stdout. */
  | { readonly kind: 'print'; readonly text: string };

const SEE_HELP = 'Run `bg-deploy --help` for the commands.';

/** Options that stand alone; every other one is followed by its value. */
const SWITCHES: ReadonlySet<string> = new Set(
  Object.entries<Options>(GLOBAL_OPTIONS)
    .filter(([, option]) => option.type === 'boolean')
    .flatMap(([name, option]) => [`--${name}`, `--no-${name}`, ...(option.alias ? [`-${String(option.alias)}`] : [])])
    .concat('--help', '-h', '--version'),
);

/** The place of the command's name: the first word that is neither an option nor an option's value; -1 without one. */
export function findCommand(argv: readonly string[]): number {
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (!word.startsWith('-')) return i;
    if (!SWITCHES.has(word) && !word.includes('=')) i++;
  }
  return -1;
}

/** The format asked for, read leniently: an error about the command line itself must already be told in it. */
export function findOutputFormat(argv: readonly string[]): OutputFormat {
  for (const [i, word] of argv.entries()) {
    const value = word === '-o' || word === '--output' ? argv[i + 1] : /^(?:--output=|-o=?)(.+)$/.exec(word)?.[1];
    const format = OUTPUT_FORMATS.find((known) => known === value);
    if (format) return format;
  }
  return 'text';
}

/**
 * Reads a command line.
 *
 * @throws {@link BgDeployError} `usage-invalid` for an unknown command, an unknown or malformed flag
 */
export async function readCommandLine(argv: readonly string[], columns: number): Promise<CommandLine> {
  const at = findCommand(argv);
  const name = argv[at];
  if (name === undefined) {
    if (argv.includes('--help') || argv.includes('-h')) return { kind: 'print', text: overview(columns) };
    const stray = argv.find((word) => word.startsWith('-'));
    throw new BgDeployError('usage-invalid', stray ? `no command before ${stray}` : 'no command', {
      remedy: `Name one of: ${COMMANDS.map((entry) => entry.name).join(', ')}. ${SEE_HELP}`,
    });
  }
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (!entry) {
    const meant = didYouMean(
      name,
      COMMANDS.map((candidate) => candidate.name),
    );
    throw new BgDeployError('usage-invalid', `unknown command ${JSON.stringify(name)}`, {
      remedy: meant ? `Did you mean \`bg-deploy ${meant}\`? ${SEE_HELP}` : SEE_HELP,
    });
  }
  const command = await entry.load();
  const words = argv.toSpliced(at, 1);
  const flags = plainFlags(command, words);
  if (flags) return { kind: 'run', command, flags };
  const { parseFlags } = await import('./parse-flags.js');
  return parseFlags(command, name, words, columns);
}

function overview(columns: number): string {
  const width = Math.max(...COMMANDS.map((entry) => entry.name.length)) + 2;
  const rows = COMMANDS.map((entry) => `  ${entry.name.padEnd(width)}${entry.summary}`);
  return [
    'bg-deploy <command> [options]',
    '',
    'Releases Amazon ECS services through AWS CodeDeploy, blue/green, with a verdict you can trust.',
    '',
    'Commands:',
    ...rows,
    '',
    'Examples:',
    '  bg-deploy start --image web=registry.example/web:1.4.2    release a build',
    '  bg-deploy start --image registry.example/web:2 --local   rehearse it on the embedded engine',
    '  bg-deploy rollback                                        go back to the previous version',
    '',
    'Every command takes --help. --version prints the version.',
    '',
  ]
    .map((line) => (line.length > columns ? line.slice(0, columns) : line))
    .join('\n');
}
