import { describe, expect, it } from 'vitest';
import { buildspec, runPhase } from './codebuild.js';

const IMAGE_URI = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1';

const BUILD = {
  AWS_REGION: 'eu-west-1',
  CODEBUILD_BUILD_ID: 'web:6f1e',
  CODEBUILD_BUILD_NUMBER: '7',
  CODEBUILD_BUILD_SUCCEEDING: '1',
  CODEBUILD_RESOLVED_SOURCE_VERSION: '4f2a9c1',
  IMAGE_REPO_NAME: 'web',
  IMAGE_URI,
  IMAGE_TAG: '4f2a9c1',
};

const RESULT = {
  type: 'result',
  deploymentId: 'd-ABC123DEF',
  status: 'Succeeded',
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42',
  exitCode: 0,
};

const START = String.raw`npx bg-deploy start --build-output imageDetail.json --description 4f2a9c1\ \(web:6f1e\) --output ndjson`;

/** An npx whose program prints these lines. */
function says(exitCode: number, ...lines: readonly object[]): string {
  return `${lines.map((line) => `echo '${JSON.stringify(line)}'`).join('\n')}\nexit ${exitCode}`;
}

describe('the buildspec', () => {
  it('is of version 0.2, for bash, and pushes before it releases', () => {
    expect(buildspec.version).toBe(0.2);
    expect(buildspec.env.shell).toBe('bash');
    expect(Object.keys(buildspec.phases)).toEqual(['install', 'pre_build', 'build', 'post_build']);
    expect(runPhase('build', { env: BUILD }).calls).toEqual([
      `docker build --tag ${IMAGE_URI} .`,
      `docker push ${IMAGE_URI}`,
    ]);
  });

  it('keeps what it wrote as artifacts', () => {
    expect(buildspec.artifacts.files).toEqual(['imageDetail.json', 'result.json', '.bg-deploy/out/*']);
  });
});

describe('pre_build', () => {
  it("names the image after the source's commit and logs in to the repository's registry", () => {
    const run = runPhase('pre_build', { env: { ...BUILD, IMAGE_URI: '' } });
    expect(run.exitCode).toBe(0);
    expect(run.exported.IMAGE_URI).toBe(IMAGE_URI);
    expect(run.calls).toContain(
      'docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    );
  });

  it('names the image after the build where the source has no commit', () => {
    const run = runPhase('pre_build', { env: { ...BUILD, CODEBUILD_RESOLVED_SOURCE_VERSION: '' } });
    expect(run.exported.IMAGE_URI).toMatch(/\/web:build-7$/);
  });

  it('makes a valid tag of any source version', () => {
    const run = runPhase('pre_build', {
      env: { ...BUILD, CODEBUILD_RESOLVED_SOURCE_VERSION: `.arn:aws:s3:::bucket/${'k'.repeat(200)}` },
    });
    expect(run.exported.IMAGE_URI?.split('/web:')[1]).toMatch(/^[\w][\w.-]{0,127}$/);
  });
});

describe('post_build', () => {
  it('calls nothing after a failed build, and says so', () => {
    const run = runPhase('post_build', { env: { ...BUILD, CODEBUILD_BUILD_SUCCEEDING: '0' } });
    expect(run.calls).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toBe('The build did not succeed: nothing is released.\n');
    expect(run.file('imageDetail.json')).toBeUndefined();
  });

  it('releases the image, and hands on what became of it', () => {
    const run = runPhase('post_build', {
      env: BUILD,
      npx: says(0, { type: 'deployment.created', deploymentId: 'd-ABC123DEF' }, RESULT),
    });
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect(run.calls).toEqual([START]);
    expect(JSON.parse(run.file('imageDetail.json') ?? '')).toEqual({ ImageURI: IMAGE_URI });
    expect(JSON.parse(run.file('result.json') ?? '')).toEqual(RESULT);
    expect(run.file('.bg-deploy/out/events.ndjson')?.split('\n')).toHaveLength(3);
    expect(run.stdout).toContain('"deployment.created"');
    expect(run.exported).toEqual({
      IMAGE_URI,
      DEPLOYMENT_ID: 'd-ABC123DEF',
      DEPLOYMENT_STATUS: 'Succeeded',
      TASK_DEFINITION_ARN: RESULT.taskDefinitionArn,
    });
    expect(run.file('.bg-deploy/out/outputs.env')).toBe(
      [
        `IMAGE_URI=${IMAGE_URI}`,
        'DEPLOYMENT_ID=d-ABC123DEF',
        'DEPLOYMENT_STATUS=Succeeded',
        `TASK_DEFINITION_ARN=${RESULT.taskDefinitionArn}`,
        '',
      ].join('\n'),
    );
  });

  it('names the environment where the project does', () => {
    const run = runPhase('post_build', { env: { ...BUILD, BG_DEPLOY_ENVIRONMENT: 'live' }, npx: says(0, RESULT) });
    expect(run.calls[0]).toContain('--env live');
  });

  it.each([3, 4, 6])('fails with the exit code %i of a release, after the result was written', (exitCode) => {
    const failed = { ...RESULT, status: 'Failed', exitCode };
    const run = runPhase('post_build', { env: BUILD, npx: says(exitCode, failed) });
    expect(run.exitCode).toBe(exitCode);
    expect(JSON.parse(run.file('result.json') ?? '')).toEqual(failed);
    expect(run.exported.DEPLOYMENT_STATUS).toBe('Failed');
  });

  it('fails when no deployment came about, with the error as the result', () => {
    const error = { type: 'error', code: 'deployment-in-progress', message: "it's busy", remedy: 'wait', exitCode: 7 };
    const run = runPhase('post_build', { env: BUILD, npx: `cat <<'END'\n${JSON.stringify(error)}\nEND\nexit 7` });
    expect(run.exitCode).toBe(7);
    expect(JSON.parse(run.file('result.json') ?? '')).toEqual(error);
    expect(run.exported.DEPLOYMENT_ID).toBe('');
  });

  it('still writes a result when bg-deploy could not even be started', () => {
    const run = runPhase('post_build', { env: BUILD, npx: 'exit 127' });
    expect(run.exitCode).toBe(127);
    expect(JSON.parse(run.file('result.json') ?? '')).toMatchObject({ type: 'error', exitCode: 127 });
  });
});
