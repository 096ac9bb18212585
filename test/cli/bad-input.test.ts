import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { run } from './console.js';
import { appSpecText, image, project } from './project.js';

const taskdef = (change: (text: string) => string) =>
  change(`{
  "family": "web",
  "networkMode": "awsvpc",
  "requiresCompatibilities": ["FARGATE"],
  "cpu": "256",
  "memory": "512",
  "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
  "containerDefinitions": [
    { "name": "web", "image": "<IMAGE1_NAME>", "portMappings": [{ "containerPort": 8080 }] }
  ]
}
`);

interface Case {
  readonly files?: Readonly<Record<string, string | null>>;
  readonly argv?: readonly string[];
  readonly code: string;
  /** `file:line:column`, where there is a place. */
  readonly place?: string;
  readonly says: RegExp;
}

const CASES: Readonly<Record<string, Case>> = {
  'an unfilled placeholder': {
    files: { 'taskdef.json': taskdef((text) => text.replace('"512"', '<MEMORY>')) },
    code: 'placeholder-unfilled',
    place: 'taskdef.json:6:13',
    says: /--set MEMORY=/,
  },
  'an unfilled placeholder in the appspec': {
    files: { 'appspec.yml': appSpecText().replace('8080', '<PORT>') },
    code: 'placeholder-unfilled',
    place: 'appspec.yml:9:26',
    says: /--set PORT=/,
  },
  'a wrong type': {
    files: { 'taskdef.json': taskdef((text) => text.replace('8080', '"http"')) },
    code: 'taskdef-invalid',
    place: 'taskdef.json:9:84',
    says: /containerPort/,
  },
  'an unknown member': {
    files: { 'taskdef.json': taskdef((text) => text.replace('"portMappings"', '"portMapping"')) },
    code: 'taskdef-invalid',
    place: 'taskdef.json:9:48',
    says: /portMappings/,
  },
  'a task definition that is not JSON': {
    files: { 'taskdef.json': taskdef((text) => text.replace('"family": "web",', '"family": "web"')) },
    code: 'template-invalid',
    place: 'taskdef.json:3:3',
    says: /comma/i,
  },
  'a container in the appspec that the task definition lacks': {
    files: { 'appspec.yml': appSpecText().replace('ContainerName: web', 'ContainerName: wbe') },
    code: 'appspec-invalid',
    place: 'appspec.yml:8:26',
    says: /"?web"?/,
  },
  'a port that the container does not open': {
    files: { 'appspec.yml': appSpecText().replace('8080', '9090') },
    code: 'appspec-invalid',
    place: 'appspec.yml:9:26',
    says: /8080/,
  },
  'an appspec with an unknown hook': {
    files: { 'appspec.yml': appSpecText({ BeforeTraffic: 'f' }) },
    code: 'appspec-invalid',
    place: 'appspec.yml:11:5',
    says: /BeforeAllowTraffic/,
  },
  'no task definition template': {
    files: { 'taskdef.json': null },
    code: 'template-not-found',
    says: /taskdef\/taskdef\.json/,
  },
  'an unknown key in the configuration': {
    files: { 'bg-deploy.yml': 'cluster: main\nservcie: web\n' },
    code: 'config-invalid',
    place: 'bg-deploy.yml:2:1',
    says: /service/,
  },
  'a configuration that does not exist': {
    argv: ['--config', 'other.yml'],
    code: 'config-not-found',
    says: /other\.yml/,
  },
  'a build output of another shape': {
    files: { 'imageDetail.json': '[{"imageUri": "x"}]\n' },
    argv: ['--build-output', 'imageDetail.json'],
    code: 'build-output-invalid',
    place: 'imageDetail.json:1:1',
    says: /name/,
  },
  'an image for a container that does not exist': {
    argv: ['--image', 'wbe=registry.example/other:1'],
    code: 'image-missing',
    says: /web/,
  },
  'text that is no image': { argv: ['--image', 'web=Registry Example/web'], code: 'image-invalid', says: /image/ },
  'a duration that is none': { argv: [...image('v1'), '--timeout', 'soon'], code: 'usage-invalid', says: /90s, 15m/ },
  'an unknown flag': { argv: ['--imgae', 'x'], code: 'usage-invalid', says: /--image/ },
};

describe('bad input ends with exit 2, a place and a remedy, and AWS hears of nothing', () => {
  it.each(Object.entries(CASES))('%s', async (_name, { files, argv, code, place, says }) => {
    await using engine = await startEngine({ speed: 0 });
    const cwd = await project(files);
    const words = ['start', ...(argv ?? image('v1')), '--endpoint-url', engine.endpoint];
    const { exitCode, stderr, stdout } = await run(words, { cwd });
    expect({ exitCode, stdout }, stderr).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`[${code}, exit 2]`);
    if (place) expect(stderr).toContain(`error: ${place}: `);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\bat .*\.(ts|js):\d+/);
    expect(engine.requests.filter((request) => !request.readOnly)).toEqual([]);

    const told = JSON.parse((await run([...words, '-o', 'json'], { cwd })).stdout);
    expect(told).toMatchObject({
      type: 'error',
      code,
      exitCode: 2,
      message: expect.any(String),
      remedy: expect.any(String),
    });
  });

  it('also where AWS would have made it fail: nothing is registered', async () => {
    await using engine = await startEngine({ speed: 0 });
    const cwd = await project();
    const { exitCode, stderr } = await run(['start', ...image('v1'), '--endpoint-url', engine.endpoint], { cwd });
    expect(exitCode).toBe(5);
    expect(stderr).toContain('AppECS-main-web');
    expect(engine.requests.length).toBeGreaterThan(0);
    expect(engine.requests.filter((request) => !request.readOnly)).toEqual([]);
  });
});

describe('a damaged engine state', () => {
  it('is refused with what to do, never half-read', async () => {
    const cwd = await project({ '.bg-deploy/engine-state.json': 'bg-deploy-engine 1 100 deadbeef\n{"world":' });
    const { exitCode, stderr } = await run(['status', '--local'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(join('.bg-deploy', 'engine-state.json'));
    expect(stderr).toContain('[local-state-damaged, exit 2]');
  });
});
