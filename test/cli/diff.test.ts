import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './console.js';
import { appSpecText, configText, image } from './project.js';

const LOCAL = ['--local', '--speed', '3600'];
const SHA = '0123456789abcdef0123456789abcdef01234567';

const template = (parts: object = {}, level = 'info', password = 'hunter2') =>
  JSON.stringify({
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
    containerDefinitions: [
      {
        name: 'web',
        image: '<IMAGE1_NAME>',
        portMappings: [{ containerPort: 8080 }],
        environment: [
          { name: 'LOG_LEVEL', value: level },
          { name: 'DB_PASSWORD', value: password },
        ],
      },
    ],
    ...parts,
  });

describe('bg-deploy diff', () => {
  let cwd = '';
  const put = (name: string, text: string) => writeFileSync(join(cwd, name), text);
  const diff = (...argv: string[]) =>
    run(['diff', ...argv, ...LOCAL], {
      cwd,
      env: { CODEBUILD_BUILD_ID: 'web:1', CODEBUILD_RESOLVED_SOURCE_VERSION: SHA },
    });
  const putSame = () => put('taskdef.json', template());
  const putOther = () => put('taskdef.json', template({ memory: '1024' }, 'debug', 'hunter3'));

  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'bg-deploy-diff-'));
    put('bg-deploy.yml', configText({ smoke: 'succeed' }));
    put('appspec.yml', appSpecText({ AfterAllowTraffic: 'smoke' }));
    putSame();
    const { exitCode, stdout, stderr } = await run(['start', ...image('v1'), ...LOCAL], { cwd });
    expect(exitCode, stdout + stderr).toBe(0);
  }, 60_000);
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  it('says that there is no difference, with exit code 0', async () => {
    putSame();
    const { exitCode, stdout } = await diff(...image('v1'), '--exit-code');
    expect(stdout).toMatch(
      /^web in cluster main, against web:1, which serves now \(d-\w+\), commit unknown → 0123456789ab\n/,
    );
    expect(stdout).toMatch(/\nNo difference: a release would start the same again\.\n$/);
    expect(exitCode).toBe(0);
  });

  it('shows people what would change, and no value that may be secret', async () => {
    putOther();
    const { exitCode, stdout } = await diff(...image('v2'));
    expect(exitCode).toBe(0);
    expect(stdout.replace(/^.*\n/, '')).toBe(`
  container web
    ~ image                            registry.example/web:v1 → registry.example/web:v2
    ~ environment.DB_PASSWORD
    ~ environment.LOG_LEVEL

  task definition
    ~ memory                           512 → 1024

  values that may be secret are not shown
A release would change 1 container and the task definition itself.
`);
  });

  it('shows values of the environment when asked to, but for those that look secret', async () => {
    putOther();
    const { stdout } = await diff(...image('v1'), '--show-values');
    expect(stdout).toMatch(/~ environment\.LOG_LEVEL +info → debug\n/);
    expect(stdout).toMatch(/~ environment\.DB_PASSWORD\n/);
    expect(stdout).not.toContain('hunter');
  });

  it('ends with 9 for a difference when the exit code is to tell', async () => {
    putOther();
    expect((await diff(...image('v1'), '--exit-code', '-q')).exitCode).toBe(9);
    expect((await diff(...image('v1'))).exitCode).toBe(0);
  });

  it('tells programs', async () => {
    putOther();
    const { exitCode, stdout } = await diff(...image(SHA), '--exit-code', '-o', 'json');
    expect(exitCode).toBe(9);
    expect(stdout).not.toContain('hunter');
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'diff',
      different: true,
      against: {
        kind: 'running',
        taskDefinitionArn: expect.stringMatching(/web:1$/),
        deploymentId: expect.any(String),
      },
      commit: { from: null, to: SHA },
      containers: [
        {
          name: 'web',
          kind: 'changed',
          image: { from: { tag: 'v1', commit: null }, to: { tag: SHA, commit: SHA }, otherRepository: false },
          changes: [
            { path: ['environment', 'DB_PASSWORD'], kind: 'changed', hidden: true },
            { path: ['environment', 'LOG_LEVEL'], kind: 'changed', hidden: true },
          ],
        },
      ],
      taskDefinition: [{ path: ['memory'], kind: 'changed', from: '512', to: '1024', hidden: false }],
      appSpec: [],
      exitCode: 9,
    });
  });

  it('writes Markdown for a pull request, and takes it for no other command', async () => {
    putOther();
    const { exitCode, stdout } = await diff(...image('v2'), '-o', 'markdown');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('<!-- bg-deploy diff main/web -->\n### `web` in `main`: what a release would change');
    expect(stdout).toContain('| changed | `memory` | `512` | `1024` |');
    expect(await run(['status', '-o', 'markdown', ...LOCAL], { cwd })).toMatchObject({ exitCode: 2 });
  });

  it('tells errors in sentences where Markdown was asked for', async () => {
    putOther();
    const { exitCode, stdout, stderr } = await diff(...image('v2'), '--against', 'web:99', '-o', 'markdown');
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
    expect(stderr).toContain('there is no task definition web:99 [aws-not-found, exit 5]');
  });
});
