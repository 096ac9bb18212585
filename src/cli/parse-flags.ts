import yargs, { type Argv, type Options } from 'yargs';
import { didYouMean } from '../domain/did-you-mean.js';
import { BgDeployError } from '../errors.js';
import { camelCase, kebabCase } from './case.js';
import type { Command, Flags } from './command.js';
import type { CommandLine } from './command-line.js';
import { GLOBAL_OPTIONS } from './global-options.js';

/**
 * Reads the flags of a command by yargs, which has a word for whatever is wrong with them, and lays out the help.
 *
 * @param argv - without the command's name
 * @throws {@link BgDeployError} `usage-invalid`
 */
export async function parseFlags(
  command: Command,
  name: string,
  argv: readonly string[],
  columns: number,
): Promise<CommandLine> {
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

/** yargs lays some of its messages out over several lines. */
function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ').trim();
}
