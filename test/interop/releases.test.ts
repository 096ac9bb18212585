import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { appSpecText } from '../cli/project.js';
import { type Ended, runProgram } from './witness/run-program.js';
import { hasAwsCli, hasBoto3, startWitnessed, unless } from './witness/witness.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'dist/cli/bin.js');

/** A team's own files, as they stand in their repository. */
const CORPUS = resolve(ROOT, '../shared/corpus/channyein87+codedeploy/ecs');

/** The published action: `dist/index.js` of aws-actions/amazon-ecs-deploy-task-definition, which is not of this project. */
const ACTION = process.env.BG_DEPLOY_ACTION_BUNDLE ?? '';

// A release that AWS's own tools wait for lasts as long as the pause between their looks: 15 seconds.
const engine = hasBoto3 ? await startWitnessed({ speed: 600 }) : undefined;

/** Stories share the engine: each has a region, and so a world, of its own. */
function envOf(region: string): Record<string, string> {
  return { ...engine?.env, AWS_REGION: region, AWS_DEFAULT_REGION: region };
}

function bgDeploy(region: string, cwd: string, ...words: readonly string[]): Promise<Ended> {
  return runProgram(process.execPath, [BIN, ...words, '--region', region, '--endpoint-url', engine?.endpoint ?? ''], {
    env: envOf(region),
    cwd,
  });
}

const CONFIG =
  'cluster: main\nservice: web\ndeploymentConfig: CodeDeployDefault.ECSAllAtOnce\nterminationWait: 0m\nbootstrap: { vpc: vpc-1, subnets: [subnet-1, subnet-2] }\n';

/** A world as `bg-deploy bootstrap` makes it, from these files. */
async function bootstrapped(region: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const cwd = mkdtempSync(join(engine?.env.HOME ?? '', 'project-'));
  const all = {
    'bg-deploy.yml': CONFIG,
    'taskdef.json': taskDefinition('<IMAGE1_NAME>'),
    'appspec.yml': appSpecText(),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(cwd, name), text);
  const image = all['taskdef.json'].includes('<IMAGE1_NAME>') ? ['--image', 'registry.example/web:1'] : [];
  const { exitCode, stdout, stderr } = await bgDeploy(region, cwd, 'bootstrap', ...image);
  expect(exitCode, stdout + stderr).toBe(0);
  return cwd;
}

/** What `aws ecs deploy` says, the task definition of the folder deployed. */
function awsEcsDeploy(region: string, cwd: string): Promise<Ended> {
  const words = [
    'ecs',
    'deploy',
    '--cluster',
    'main',
    '--service',
    'web',
    '--task-definition',
    'taskdef.json',
    '--codedeploy-appspec',
    'appspec.yml',
  ];
  return runProgram('aws', words, { env: envOf(region), cwd });
}

/** The service's PRIMARY task set and the weights of the production listener, as bg-deploy reads them. */
async function statusOf(region: string, cwd: string) {
  const { exitCode, stdout, stderr } = await bgDeploy(region, cwd, 'status', '-o', 'json');
  expect(exitCode, stdout + stderr).toBe(0);
  return JSON.parse(stdout);
}

function taskDefinition(image: string): string {
  return JSON.stringify({
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'web', image, essential: true, portMappings: [{ containerPort: 8080 }] }],
  });
}

describe.skipIf(!hasBoto3)(`a release through the witness${unless(hasBoto3, 'boto3')}`, { concurrent: true }, () => {
  afterAll(async () => {
    engine?.expectNoFindings();
    await engine?.[Symbol.asyncDispose]();
  });

  it('by bg-deploy itself: all that it receives is as AWS has it', async () => {
    const region = 'eu-west-1';
    const cwd = await bootstrapped(region);
    const verified = await bgDeploy(region, cwd, 'verify', '--image', 'registry.example/web:2');
    expect(verified.exitCode, verified.stdout + verified.stderr).toBe(0);
    const started = await bgDeploy(region, cwd, 'start', '--image', 'registry.example/web:2', '-o', 'json');
    expect(started.exitCode, started.stdout + started.stderr).toBe(0);
    expect(await statusOf(region, cwd)).toMatchObject({ deploymentId: JSON.parse(started.stdout).deploymentId });
    const back = await bgDeploy(region, cwd, 'rollback', '-o', 'json');
    expect(back.exitCode, back.stdout + back.stderr).toBe(0);
    const calls = engine?.exchanges().filter(({ client }) => client.startsWith('bg-deploy')) ?? [];
    expect(calls.length).toBeGreaterThan(50);
    expect(calls.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it.skipIf(!hasAwsCli)(`by aws ecs deploy, from files of our own${unless(hasAwsCli, 'the AWS CLI')}`, async () => {
    const region = 'eu-west-2';
    const cwd = await bootstrapped(region, { 'taskdef.json': taskDefinition('registry.example/web:2') });
    const { exitCode, stdout, stderr } = await awsEcsDeploy(region, cwd);
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/Successfully deployed .*task-definition\/web:2 to service 'web'/);
    expect(await statusOf(region, cwd)).toMatchObject({ status: 'Succeeded' });
  });

  const hasCorpus = existsSync(CORPUS);
  it.skipIf(!hasAwsCli || !hasCorpus)(
    `by aws ecs deploy, from files as a team has them${hasCorpus ? '' : ' (SKIPPED: the corpus is not there)'}`,
    async () => {
      const region = 'eu-west-3';
      const cwd = await bootstrapped(region, {
        'taskdef.json': readFileSync(join(CORPUS, 'taskdef.json'), 'utf8'),
        'appspec.yml': readFileSync(join(CORPUS, 'appspec.yml'), 'utf8'),
      });
      const { exitCode, stdout, stderr } = await awsEcsDeploy(region, cwd);
      expect(exitCode, stdout + stderr).toBe(0);
      expect(stdout).toMatch(/Successfully deployed .*task-definition\/codedeploy-ecs-task-def:2 to service 'web'/);
    },
  );

  it.skipIf(ACTION === '')(
    `by the published GitHub action${ACTION === '' ? ' (SKIPPED: BG_DEPLOY_ACTION_BUNDLE names no bundle of it)' : ''}`,
    async () => {
      const region = 'eu-central-1';
      const cwd = await bootstrapped(region, { 'taskdef.json': taskDefinition('registry.example/web:2') });
      const inputs = {
        'task-definition': 'taskdef.json',
        cluster: 'main',
        service: 'web',
        'codedeploy-appspec': 'appspec.yml',
        'codedeploy-deployment-description': 'by the action',
        'wait-for-service-stability': 'true',
        'wait-for-minutes': '5',
        'wait-max-delay-seconds': '15',
      };
      const asEnvironment = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
      const env = { ...envOf(region), GITHUB_WORKSPACE: cwd, ...Object.fromEntries(asEnvironment) };
      const { exitCode, stdout, stderr } = await runProgram(process.execPath, [ACTION], { env, cwd });
      expect(exitCode, stdout + stderr).toBe(0);
      expect(stdout).toMatch(/name=codedeploy-deployment-id::d-[A-Z0-9]{9}/);
      expect(await statusOf(region, cwd)).toMatchObject({ status: 'Succeeded' });
    },
  );
});
