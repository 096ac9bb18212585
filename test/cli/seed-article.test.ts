import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const BIN = join(ROOT, 'dist/cli/bin.js');
const SEED = resolve(ROOT, '../shared/corpus/Andr1500+CICD_BlueGreen_Codepipeline_ECS');
const present = existsSync(SEED);

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function bgDeploy(cwd: string, ...words: string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', HOME: cwd, AWS_REGION: 'eu-west-1' };
  return new Promise((done) => {
    execFile(process.execPath, [BIN, ...words], { cwd, env }, (error, stdout, stderr) => {
      done({ exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

const title = present ? '' : ' (skipped: the collection of public projects is not here)';

describe.skipIf(!present)(`the seed article's own files, each command a process of its own${title}`, () => {
  const cwd = mkdtempSync(join(tmpdir(), 'bg-deploy-seed-'));
  const values = ['APP_NAME=web', 'SERVICE_PORT=8080', 'AWS_ACCOUNT_ID=123456789012', 'MEMORY_RESV=128'].flatMap(
    (value) => ['--set', value],
  );
  const local = ['--service', 'web', '--local', '--speed', '600'];

  beforeAll(() => {
    cpSync(SEED, cwd, { recursive: true });
    // What its buildspec prints: printf '{"ImageURI":"%s"}'
    writeFileSync(join(cwd, 'imageDetail.json'), '{"ImageURI":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1"}');
    return () => rmSync(cwd, { recursive: true, force: true });
  });

  it('are generated, released, shown and rolled back', { timeout: 60_000 }, async () => {
    const generated = await bgDeploy(cwd, 'generate', '--build-output', 'imageDetail.json', ...values);
    expect(generated.exitCode, generated.stderr).toBe(0);
    expect(generated.stdout).toContain(join('.bg-deploy', 'out', 'taskdef.json'));

    const started = await bgDeploy(
      cwd,
      'start',
      '--build-output',
      'imageDetail.json',
      ...values,
      ...local,
      '-o',
      'json',
    );
    expect(started.exitCode, started.stderr + started.stdout).toBe(0);
    const result = JSON.parse(started.stdout);
    expect(result).toMatchObject({
      type: 'result',
      status: 'Succeeded',
      traffic: { blue: 0, green: 100 },
      exitCode: 0,
    });

    const status = await bgDeploy(cwd, 'status', ...local, '-o', 'json');
    expect(status.exitCode, status.stderr).toBe(0);
    expect(JSON.parse(status.stdout)).toMatchObject({ deploymentId: result.deploymentId, status: 'Succeeded' });

    const back = await bgDeploy(cwd, 'rollback', ...local, '-o', 'json');
    expect(back.exitCode, back.stderr + back.stdout).toBe(0);
    expect(JSON.parse(back.stdout)).toMatchObject({
      type: 'result',
      status: 'Succeeded',
      rolledBack: true,
      exitCode: 0,
    });
  });

  it('are refused with places while values are missing', async () => {
    const { exitCode, stderr } = await bgDeploy(
      cwd,
      'generate',
      '--build-output',
      'imageDetail.json',
      '--set',
      'APP_NAME=web',
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain('taskdef.json:8:28: <MEMORY_RESV> has no value');
  });
});
