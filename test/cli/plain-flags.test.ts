import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Options } from 'yargs';
import type { Command } from '../../src/cli/command.js';
import { COMMANDS } from '../../src/cli/command-table.js';
import { GLOBAL_OPTIONS } from '../../src/cli/global-options.js';
import { parseFlags } from '../../src/cli/parse-flags.js';
import { plainFlags } from '../../src/cli/plain-flags.js';

const commands = await Promise.all(COMMANDS.map(async ({ name, load }) => ({ name, command: await load() })));

const value = fc.oneof(
  fc.constantFrom(
    'web',
    'A=1',
    'A=',
    'json',
    'text',
    'debug',
    '90s',
    '60',
    '0',
    '1.5',
    '0x10',
    '1e3',
    '-1',
    '-',
    '',
    '007',
  ),
  fc.constantFrom(
    '"a"',
    "'a'",
    '"a',
    'a b',
    'true',
    'false',
    '--quiet',
    'd-75I7MBT7C',
    'x.y',
    '[1]',
    '--',
    '=',
    'a,b',
    'null',
  ),
  fc.string({ maxLength: 5 }),
);

/** Words as people write them, and as they mistype them. */
function words({ options, positionals }: Command): fc.Arbitrary<string[]> {
  const all: Readonly<Record<string, Options>> = { ...GLOBAL_OPTIONS, ...options };
  const name = fc.constantFrom(...Object.keys(all));
  const aliases = Object.values(all).flatMap(({ alias }) => (typeof alias === 'string' ? [alias] : []));
  const short = fc.constantFrom(...aliases);
  const taking = name.filter((one) => all[one]?.type !== 'boolean');
  const word = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(taking, value).map(([one, text]) => [`--${one}`, text]) },
    { weight: 2, arbitrary: fc.tuple(taking, value).map(([one, text]) => [`--${one}=${text}`]) },
    { weight: 3, arbitrary: name.filter((one) => all[one]?.type === 'boolean').map((one) => [`--${one}`]) },
    name.map((one) => [`--no-${one}`]),
    fc
      .tuple(name, value)
      .map(([one, text]) => [`--${one.replaceAll(/-(.)/g, (_, c: string) => c.toUpperCase())}`, text]),
    fc.tuple(short, value).map(([one, text]) => [`-${one}`, text]),
    fc.tuple(short, value).map(([one, text]) => [`-${one}${text}`]),
    short.map((one) => [`-${one}`]),
    fc.tuple(name, value).map(([one, text]) => [`--${one}.x`, text]),
    fc.constantFrom(['--help'], ['-h'], ['--version'], ['--'], ['--unknown'], ['-qo'], ['-'], ['']),
    value.map((one) => [one]),
    ...(positionals ? [fc.constant(['d-75I7MBT7C'])] : []),
  );
  return fc.array(word, { maxLength: 4 }).map((lists) => lists.flat());
}

/** What commands see of it: a member that is not there is undefined. */
const seen = ({ _, $0, ...flags }: Readonly<Record<string, unknown>>) => flags;

describe.each(commands)('the flags of $name', ({ name, command }) => {
  it('are read at once as yargs would read them, or left to it', async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(words(command), async (argv) => {
        const flags = plainFlags(command, argv);
        if (!flags) return;
        read += 1;
        const line = await parseFlags(command, name, argv, 100);
        if (line.kind !== 'run') throw new Error(`yargs prints something for ${JSON.stringify(argv)}`);
        expect(seen(flags)).toEqual(seen(line.flags));
      }),
      { numRuns: 400 },
    );
    expect(read).toBeGreaterThan(20);
  });

  it.each([
    ['--help'],
    ['--unknown'],
    ['--quiet', '--quiet'],
    ['--speed', 'fast'],
    ['-o', 'xml'],
    ['--region', ''],
  ])('are left to yargs where it has something to say: %s %s', (...argv) => {
    expect(
      plainFlags(
        command,
        argv.filter((word) => word !== undefined),
      ),
    ).toBeUndefined();
  });
});

describe('usual command lines', () => {
  it.each([
    ['generate', '--image c0=registry.example/web:1.4.2 --quiet'],
    ['start', '--image web=registry.example/web:2 --set A=1 --set B=2 --local -o ndjson --no-color'],
    ['status', 'd-75I7MBT7C --watch'],
    ['rollback', '--env production --reason bad'],
  ])('need no yargs: %s %s', (name, line) => {
    const command = commands.find((one) => one.name === name)?.command;
    if (!command) throw new Error(`no command ${name}`);
    expect(plainFlags(command, line.split(' '))).toBeDefined();
  });
});
