import { parseArgs } from 'node:util';
import type { Options } from 'yargs';
import { camelCase, kebabCase } from './case.js';
import type { Command, Flags } from './command.js';
import { GLOBAL_OPTIONS } from './global-options.js';

/**
 * The flags of a command line that has nothing to be told of, as yargs would read them: it takes longer to load than most
 * commands do to answer, and most command lines are like that.
 *
 * @param argv - without the command's name
 * @returns undefined for whatever is not written as the help says, and for `--help`
 */
export function plainFlags(command: Command, argv: readonly string[]): Flags | undefined {
  const options: Readonly<Record<string, Options>> = { ...GLOBAL_OPTIONS, ...command.options };
  const [positional, ...others] = Object.keys(command.positionals ?? {});
  if (others.length > 0) return undefined;
  const given = tokensOf(options, argv);
  if (!given) return undefined;

  const flags: Record<string, unknown> = { _: [], $0: '' };
  for (const [name, option] of Object.entries(options))
    if ('default' in option) put(flags, name, option, option.default);
  const seen = new Set<string>();
  for (const token of given) {
    if (token.kind === 'option-terminator') return undefined;
    if (token.kind === 'positional') {
      // Behind a switch, `true` and `false` are the switch's.
      if (positional === undefined || seen.has(positional) || !isPlain(token.value)) return undefined;
      if (token.value === 'true' || token.value === 'false') return undefined;
      seen.add(positional);
      flags[positional] = token.value;
      flags[kebabCase(positional)] = token.value;
      continue;
    }
    const negated = !Object.hasOwn(options, token.name);
    const name = negated ? token.name.slice(NO.length) : token.name;
    const option = options[name];
    if (!option || (seen.has(name) && !option.array)) return undefined;
    const value = option.type === 'boolean' ? !negated : valueIn(option, token.value);
    if (value === undefined) return undefined;
    const before = seen.has(name) ? flags[name] : [];
    put(flags, name, option, option.array && Array.isArray(before) ? [...before, value] : value);
    seen.add(name);
  }
  // Every member was read by the options that its type is made of.
  return flags as Flags;
}

const NO = 'no-';

function tokensOf(options: Readonly<Record<string, Options>>, argv: readonly string[]) {
  const known: Record<string, { type: 'boolean' | 'string'; multiple: boolean; short?: string }> = {};
  for (const [name, { type, alias }] of Object.entries(options)) {
    const short = typeof alias === 'string' ? { short: alias } : {};
    known[name] = { type: type === 'boolean' ? 'boolean' : 'string', multiple: true, ...short };
    if (type === 'boolean') known[`${NO}${name}`] = { type, multiple: true };
  }
  // Several in one word, or one and its value: which of them, each reader decides in its own way.
  if (argv.some((word) => /^-[^-]./.test(word))) return undefined;
  try {
    return parseArgs({ args: [...argv], options: known, allowPositionals: true, tokens: true }).tokens;
  } catch {
    return undefined;
  }
}

/** The value that an option takes, as yargs hands it over; undefined where it would have something to say. */
function valueIn({ type, choices }: Options, text: string | undefined): string | number | undefined {
  if (text === undefined || !isPlain(text)) return undefined;
  if (type === 'number') return /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
  return choices && !choices.includes(text) ? undefined : text;
}

/** Nothing that yargs would take for a flag, or take quotes away from. */
const isPlain = (text: string) => text !== '' && !/^["'-]/.test(text);

/** yargs has each option by all of its names. */
function put(flags: Record<string, unknown>, name: string, { alias }: Options, value: unknown): void {
  for (const one of [name, camelCase(name), ...[alias ?? []].flat()]) flags[one] = value;
}
