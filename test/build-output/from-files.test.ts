import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GenerateFromFilesInput, generateFromFiles } from '../../src/generate/from-files.js';
import { gitIdentity } from '../../src/generate/git-identity.js';
import { askGit } from '../../src/lookup/git.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'build-output-'));
  const web = { name: 'web', image: '<IMAGE1_NAME>', memory: 512, portMappings: [{ containerPort: 8080 }] };
  await writeFile(join(cwd, 'taskdef.json'), JSON.stringify({ family: 'web', containerDefinitions: [web] }));
  await writeFile(
    join(cwd, 'appspec.json'),
    JSON.stringify({
      version: 0.0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: {
              TaskDefinition: '<TASK_DEFINITION>',
              LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 },
            },
          },
        },
      ],
    }),
  );
  await writeFile(join(cwd, 'meta.json'), `{"containerimage.digest":"${DIGEST}","image.name":"r.example/web:latest"}`);
});
afterEach(() => rm(cwd, { recursive: true }));

const made = (input: Partial<GenerateFromFilesInput> = {}, pinDigest?: boolean) =>
  generateFromFiles({
    config: {
      folder: cwd,
      taskDefinition: join(cwd, 'taskdef.json'),
      appSpec: join(cwd, 'appspec.json'),
      values: {},
      set: {},
      ...(pinDigest === undefined ? {} : { pinDigest }),
    },
    buildOutputs: ['meta.json'],
    cwd,
    env: {},
    ...input,
  });
const imageOf = async (making: ReturnType<typeof made>) =>
  (await making).artifacts.taskDefinition.containerDefinitions?.[0]?.image;

describe('the files of a build', () => {
  it('name the image by its tag, or by its digest where that is asked for', async () => {
    expect(await imageOf(made())).toBe('r.example/web:latest');
    expect(await imageOf(made({}, true))).toBe(`r.example/web@${DIGEST}`);
  });

  it('are said to be what they were read as', async () => {
    const { artifacts } = await made();
    expect(artifacts.notes).toContain('meta.json is read as the metadata of docker buildx: 1 image');
  });

  it('are not read where they are far too long', async () => {
    await writeFile(join(cwd, 'huge.json'), '{}');
    await truncate(join(cwd, 'huge.json'), 100 * 1024 * 1024);
    await expect(made({ buildOutputs: ['huge.json'] })).rejects.toMatchObject({
      code: 'build-output-invalid',
      message: 'the file is longer than 1 MiB',
      place: { file: 'huge.json' },
    });
  });
});

describe('git', () => {
  it('is asked where the environment does not know the commit, and only there', async () => {
    const asked: string[] = [];
    const git = async (words: readonly string[]) => {
      asked.push(words.join(' '));
      return words[0] === 'rev-parse' ? 'c0ffee' : undefined;
    };
    expect((await made({ git })).build).toEqual({ commit: 'c0ffee' });
    expect(asked).toHaveLength(3);
    const env = { GITHUB_ACTIONS: 'true', GITHUB_SHA: 'f00d' };
    expect((await made({ git, env })).build).toEqual({ system: 'GitHub Actions', commit: 'f00d' });
    expect(asked).toHaveLength(3);
  });

  it('says nothing, and is no error, in a folder that is no repository or does not exist', async () => {
    expect(await gitIdentity(cwd, askGit)).toEqual({});
    expect(await gitIdentity(join(cwd, 'absent'), askGit)).toEqual({});
  });
});
