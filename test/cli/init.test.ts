import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { main } from '../../src/cli/main.js';
import { createWorld } from '../support/world.js';
import { run } from './console.js';

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-init-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const filesIn = (folder: string) => readdirSync(folder).sort();

describe('init for a service that runs', () => {
  it('writes what generate and verify take at once, and changes nothing of how the service runs', async () => {
    await using world = await createWorld();
    await world.engine.clock.advance(10 * 60_000);
    const cwd = emptyFolder();
    const there = ['--endpoint-url', world.engine.endpoint, '--region', 'eu-west-1'];
    const names = ['--cluster', 'main', '--service', 'web'];

    const made = await run(['init', '--from-service', '--pipeline', 'codebuild', ...names, ...there], { cwd });
    expect(made.stderr).toBe('');
    expect(made.exitCode).toBe(0);
    expect(filesIn(cwd)).toEqual(['appspec.yml', 'bg-deploy.yml', 'buildspec.yml', 'taskdef.json']);
    expect(made.stdout).toContain('Next: bg-deploy verify --image IMAGE1_NAME=URI');
    expect(read(cwd, 'appspec.yml')).toContain('"subnet-1"');

    const image = ['--image', 'web=registry.example/web:2'];
    const generated = await run(['generate', ...image], { cwd });
    expect(generated).toMatchObject({ exitCode: 0, stderr: '' });
    const { exitCode, stdout } = await run(['verify', ...image, ...there, '-o', 'json'], { cwd });
    expect(exitCode).toBe(0);
    const { ok, checks } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(checks.filter((check: { ok: boolean }) => !check.ok)).toEqual([]);
    expect(checks.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['platform-version', 'network', 'appspec-container']),
    );
  });

  it('ends with exit 5 where there is none', async () => {
    await using world = await createWorld();
    const cwd = emptyFolder();
    const { exitCode, stderr } = await run(
      ['init', '--from-service', '--service', 'wbe', '--endpoint-url', world.engine.endpoint, '--region', 'eu-west-1'],
      { cwd },
    );
    expect(exitCode).toBe(5);
    expect(stderr).toContain('there is no service default/wbe');
    expect(filesIn(cwd)).toEqual([]);
  });
});

describe('--from-service', () => {
  it('makes the appspec of a team that has none, and verify finds nothing that would change', async () => {
    await using world = await createWorld();
    await world.engine.clock.advance(10 * 60_000);
    const cwd = emptyFolder();
    const flags = ['--cluster', 'main', '--service', 'web', '--endpoint-url', world.engine.endpoint];
    const all = [...flags, '--region', 'eu-west-1', '--image', 'registry.example/web:2'];
    const { taskDefinition } = world.documents('2');
    writeFileSync(join(cwd, 'taskdef.json'), JSON.stringify(taskDefinition));
    expect((await run(['generate', '--from-service', ...all], { cwd })).exitCode).toBe(0);
    expect(read(cwd, '.bg-deploy/out/appspec.yml')).toContain('SecurityGroups:\n              - "sg-1"');
    const { stdout } = await run(['verify', '--from-service', ...all, '-o', 'json'], { cwd });
    expect(JSON.parse(stdout).checks.filter((check: { ok: boolean }) => !check.ok)).toEqual([]);
  });
});

describe('init in an empty folder', () => {
  it('writes a project that can be rehearsed at once', async () => {
    const cwd = emptyFolder();
    const made = await run(['init', '--yes', '--service', 'shop'], { cwd });
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    const rehearsal = ['start', '--image', 'web:1', '--local', '--no-traffic', '--speed', '3600', '-o', 'json'];
    expect((await run(rehearsal, { cwd })).exitCode).toBe(0);
  });

  it('takes the name of the folder with --yes, and asks for one without a terminal', async () => {
    const cwd = emptyFolder();
    expect(await run(['init'], { cwd })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--service') });
    expect(filesIn(cwd)).toEqual([]);
    await run(['init', '--yes', '--dir', 'shop/site', '-o', 'json'], { cwd });
    expect(parse(read(cwd, 'shop/site/bg-deploy.yml'))).toMatchObject({ cluster: 'default', service: 'site' });
  });

  it('tells a program what it wrote', async () => {
    const cwd = emptyFolder();
    const { stdout } = await run(['init', '--yes', '--service', 'web', '-o', 'json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'initialised',
      written: ['bg-deploy.yml', 'taskdef.json', 'appspec.yml'],
      unchanged: [],
      exitCode: 0,
    });
  });
});

describe('files that exist', () => {
  const init = ['init', '--yes', '--service', 'web', '--pipeline', 'jenkins'];

  it('are listed and left alone, and nothing else is written', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'taskdef.json'), '{}');
    writeFileSync(join(cwd, 'Jenkinsfile'), 'pipeline {}');
    const { exitCode, stderr } = await run(init, { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('taskdef.json: the file exists [file-exists, exit 2]');
    expect(stderr).toContain('Jenkinsfile: the file exists');
    expect(filesIn(cwd)).toEqual(['Jenkinsfile', 'taskdef.json']);
    expect(read(cwd, 'taskdef.json')).toBe('{}');
  });

  it('are overwritten with --force', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'taskdef.json'), '{}');
    expect((await run([...init, '--force'], { cwd })).exitCode).toBe(0);
    expect(read(cwd, 'taskdef.json')).toContain('<IMAGE1_NAME>');
  });

  it('are no obstacle where they are what would be written', async () => {
    const cwd = emptyFolder();
    await run(init, { cwd });
    const again = await run(init, { cwd });
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain('appspec.yml is as it should be');
    expect(again.stdout).not.toContain('wrote');
  });

  it('count also where they are configurations by another name', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'bg-deploy.json'), '{"service":"web"}');
    expect(await run(init, { cwd })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('bg-deploy.json') });
    expect(filesIn(cwd)).toEqual(['bg-deploy.json']);
  });
});

describe('questions on a terminal', () => {
  async function answering(argv: readonly string[], typed: string) {
    const cwd = emptyFolder();
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    stdin.end(typed);
    let asked = '';
    const sink = { isTTY: true, write: () => true };
    const exitCode = await main(argv, {
      stdin,
      stdout: sink,
      stderr: { isTTY: true, write: (text) => (asked += text) },
      env: {},
      cwd,
      signal: new AbortController().signal,
    });
    return { exitCode, asked, cwd };
  }

  it('are asked for what no flag says, with defaults for Enter', async () => {
    const { exitCode, asked, cwd } = await answering(['init', '--region', 'eu-west-1'], '\nshop\ngithub\n');
    expect(exitCode).toBe(0);
    expect(asked).toBe(
      'ECS cluster [default]: ' +
        `ECS service [${cwd
          .split('/')
          .at(-1)
          ?.replaceAll(/[^A-Za-z0-9_-]+/g, '-')}]: ` +
        'Pipeline (codebuild, gitlab, github, jenkins, none) [none]: ',
    );
    expect(parse(read(cwd, 'bg-deploy.yml'))).toMatchObject({
      cluster: 'default',
      service: 'shop',
      region: 'eu-west-1',
    });
    expect(filesIn(cwd)).toContain('.github');
  });

  it('are asked again where the answer will not do, and take their defaults at the end of the input', async () => {
    const { exitCode, asked, cwd } = await answering(
      ['init', '--cluster', 'main', '--service', 'web', '--region', 'eu-west-1'],
      'travis\n',
    );
    expect(exitCode).toBe(0);
    expect(asked.match(/Pipeline/g)).toHaveLength(2);
    expect(filesIn(cwd)).toEqual(['appspec.yml', 'bg-deploy.yml', 'taskdef.json']);
  });

  it('are not asked with --yes', async () => {
    const { exitCode, asked } = await answering(['init', '--yes'], '');
    expect([exitCode, asked]).toEqual([0, '']);
  });
});
