import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { findCommand, findOutputFormat } from '../../src/cli/command-line.js';
import { COMMANDS } from '../../src/cli/command-table.js';
import { run } from './console.js';

const cwd = tmpdir();

describe('bg-deploy', () => {
  it('lists its commands on --help and ends with 0', async () => {
    const { exitCode, stdout } = await run(['--help'], { cwd });
    expect(exitCode).toBe(0);
    for (const { name, summary } of COMMANDS) expect(stdout).toMatch(new RegExp(`${name} +${summary.slice(0, 20)}`));
  });

  it('asks for a command where none is given', async () => {
    const { exitCode, stderr, stdout } = await run([], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('Name one of: init, generate, bootstrap');
  });

  it.each(COMMANDS.map((entry) => entry.name))('explains %s with an example', async (name) => {
    const { exitCode, stdout } = await run([name, '--help'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain(`bg-deploy ${name}`);
    expect(stdout).toContain('--endpoint-url');
  });

  it.each([
    [['strat'], 'Did you mean `bg-deploy start`?'],
    [['start', '--imgae', 'x'], 'Did you mean --image?'],
    [['status', '--wacth'], 'Did you mean --watch?'],
    [['status', 'd-1', 'd-2'], 'unexpected argument "d-2"'],
    [['status', '-o', 'xml'], 'Invalid values'],
    [['status', '--cluster', 'a', '--cluster', 'b'], '--cluster is given more than once'],
    [['status', '--service', ''], '--service is empty'],
    [['local', '--speed', 'abc'], '--speed takes a number'],
    [['status', '--endpoint-url', 'notaurl'], '--endpoint-url "notaurl" is not an address'],
    [['start', '--timeout'], 'Not enough arguments following: timeout'],
  ])('refuses %j with a way out', async (argv, said) => {
    const { exitCode, stderr, stdout } = await run(argv, { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).toContain('[usage-invalid, exit 2]');
  });

  it('tells a program of an error as one JSON document on stdout', async () => {
    const { exitCode, stdout, stderr } = await run(['-o', 'json', 'strat'], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      type: 'error',
      code: 'usage-invalid',
      message: 'unknown command "strat"',
      remedy: 'Did you mean `bg-deploy start`? Run `bg-deploy --help` for the commands.',
      exitCode: 2,
    });
  });
});

describe('the words of a command line', () => {
  it.each([
    [['status'], 'status'],
    [['-o', 'json', 'status'], 'status'],
    [['--local', 'start', '--image', 'x'], 'start'],
    [['--cluster=main', 'status'], 'status'],
    [['--cluster', 'start', 'status'], 'status'],
    [['--help'], undefined],
  ])('%j name the command %s', (argv, name) => {
    expect(argv[findCommand(argv)]).toBe(name);
  });

  it.each([
    [['status', '-o', 'json'], 'json'],
    [['status', '-o=ndjson'], 'ndjson'],
    [['status', '--output=ndjson'], 'ndjson'],
    [['status', '--output', 'xml'], 'text'],
    [['status'], 'text'],
  ])('%j ask for %s', (argv, format) => {
    expect(findOutputFormat(argv)).toBe(format);
  });
});
