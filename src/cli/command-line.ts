import yargs, { type Argv, type Options } from 'yargs';
import { didYouMean } from '../domain/did-you-mean.js';
import { BgDeployError } from '../errors.js';
import type { Command, Flags } from './command.js';
import { COMMANDS } from './command-table.js';
import { GLOBAL_OPTIONS, OUTPUT_FORMATS, type OutputFormat } from './global-options.js';

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
  return parse(await entry.load(), name, argv.toSpliced(at, 1), columns);
}

/** @param argv - without the command's name */
async function parse(command: Command, name: string, argv: readonly string[], columns: number): Promise<CommandLine> {
  const seeCommandHelp = `Run \`bg-deploy ${name} --help\` for its options.`;
  // A command may take more of a global option than the others do.
  const globals = Object.fromEntries(Object.entries(GLOBAL_OPTIONS).filter(([key]) => !(key in command.options)));
  // To yargs it is the only command there is: of a named one it would lay out the help each time, asked for or not.
  const parser = base(name, columns).command(command.usage.replace(name, '$0'), command.describe, (builder: Argv) => {
    for (const [key, positional] of Object.entries(command.positionals ?? {})) builder.positional(key, positional);
    for (const [line, purpose] of command.examples) builder.example(line, purpose);
    return builder
      .options(command.options)
      .group(Object.keys(command.options), 'Options:')
      .options(globals)
      .group([...Object.keys(globals), 'help'], 'Global options:');
  });

  let printed = '';
  try {
    const flags: object = await parser.parseAsync([...argv], {}, (_error: unknown, _argv: unknown, output: string) => {
      printed = output;
    });
    if (printed) return { kind: 'print', text: `${printed}\n` };
    refuseUnknown(command, name, flags, seeCommandHelp);
    return { kind: 'run', command, flags: flags as Flags };
  } catch (error) {
    if (error instanceof BgDeployError) throw error;
    throw new BgDeployError('usage-invalid', oneLine(error), { remedy: seeCommandHelp });
  }
}

function base(name: string, columns: number): Argv {
  return yargs()
    .scriptName(`bg-deploy ${name}`)
    .exitProcess(false)
    .version(false)
    .help()
    .alias('help', 'h')
    .wrap(Math.min(columns, 120))
    .parserConfiguration({
      'greedy-arrays': false,
      'parse-positional-numbers': false,
    })
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw error ?? new Error(message);
    });
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

/** Options that may be empty: texts for people. */
const FREE_TEXT: ReadonlySet<string> = new Set(['description', 'reason']);

/** yargs's own strict mode says what is unknown, not what was meant. */
function refuseUnknown(command: Command, name: string, flags: object, remedy: string): void {
  const options: Record<string, Options> = { ...GLOBAL_OPTIONS, ...command.options };
  const known = new Set(['_', '$0', 'help', 'h']);
  for (const [key, option] of Object.entries(options))
    for (const alias of [key, ...[option.alias ?? []].flat()]) known.add(alias);
  for (const key of Object.keys(command.positionals ?? {})) known.add(key).add(kebabCase(key));
  const canonical = new Set([...known].flatMap((key) => [key, camelCase(key)]));

  const unknown = Object.keys(flags).find((key) => !canonical.has(key));
  if (unknown !== undefined) {
    const meant = didYouMean(unknown, [...Object.keys(options)]);
    throw new BgDeployError('usage-invalid', `unknown flag ${unknown.length === 1 ? '-' : '--'}${unknown}`, {
      remedy: meant ? `Did you mean --${meant}? ${remedy}` : remedy,
    });
  }
  const twice = Object.entries(flags).find(
    ([key, value]) => Array.isArray(value) && options[key] && !options[key].array,
  );
  if (twice) throw new BgDeployError('usage-invalid', `--${twice[0]} is given more than once`, { remedy });
  for (const [key, value] of Object.entries(flags)) {
    const option = options[key];
    if (option === undefined || FREE_TEXT.has(key)) continue;
    if (value === '')
      throw new BgDeployError('usage-invalid', `--${key} is empty`, {
        remedy: `Give it a value, or leave it out. ${remedy}`,
      });
    if (option.type === 'number' && Number.isNaN(value))
      throw new BgDeployError('usage-invalid', `--${key} takes a number`, { remedy });
  }
  const words = '_' in flags && Array.isArray(flags._) ? flags._.filter((word) => word !== name) : [];
  if (words.length > 0) {
    throw new BgDeployError('usage-invalid', `unexpected argument ${JSON.stringify(String(words[0]))}`, { remedy });
  }
}

function kebabCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function camelCase(key: string): string {
  return key.replaceAll(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}

/** yargs lays some of its messages out over several lines. */
function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ').trim();
}
