import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateFromFiles } from '../../src/generate/from-files.js';
import { writeArtifacts } from '../../src/generate/write-artifacts.js';

const TASKDEF = JSON.stringify({
  family: 'web',
  memory: '512',
  containerDefinitions: [{ name: 'web', image: '<IMAGE1_NAME>', portMappings: [{ containerPort: 8080 }] }],
});
const APPSPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties: { TaskDefinition: <TASK_DEFINITION>, LoadBalancerInfo: { ContainerName: web, ContainerPort: 8080 } }
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bg-deploy-'));
  await writeFile(join(folder, 'taskdef.json'), TASKDEF);
  await writeFile(join(folder, 'appspec.yml'), APPSPEC);
  await writeFile(join(folder, 'imageDetail.json'), '{"ImageURI":"web:1"}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (
  change: { taskDefinition?: string; appSpec?: string; buildOutputs?: string[]; env?: Record<string, string> } = {},
) => {
  const { buildOutputs = ['imageDetail.json'], env = {}, ...templates } = change;
  return generateFromFiles({
    config: {
      folder,
      taskDefinition: join(folder, 'taskdef.json'),
      appSpec: join(folder, 'appspec.yml'),
      values: {},
      set: {},
      ...templates,
    },
    buildOutputs,
    cwd: folder,
    env,
  });
};

describe('generating from files', () => {
  it('reads templates and build output, and tells the commit', async () => {
    const { artifacts, sourceVersion } = await run({ env: { CODEBUILD_RESOLVED_SOURCE_VERSION: 'c0ffee' } });
    expect(artifacts.taskDefinition.containerDefinitions?.[0]?.image).toBe('web:1');
    expect(sourceVersion).toBe('c0ffee');
  });

  it('reads what Windows PowerShell writes: UTF-16 with a byte order mark', async () => {
    await writeFile(join(folder, 'imageDetail.json'), Buffer.from('\uFEFF{"ImageURI":"web:1"}\r\n', 'utf16le'));
    await expect(run()).resolves.toMatchObject({ artifacts: { appSpec: { containerName: 'web' } } });
  });

  it('says where it looked and how to start when there is no template', async () => {
    await expect(run({ taskDefinition: undefined })).rejects.toMatchObject({
      code: 'template-not-found',
      message: expect.stringContaining('taskdef/taskdef.json'),
      remedy: expect.stringContaining('node_modules/bg-deploy/taskdef/taskdef.json'),
    });
  });

  it.each([
    [{ taskDefinition: '/nowhere/taskdef.json' }, 'template-not-found', 'does not exist'],
    [{ buildOutputs: ['nothing.json'] }, 'build-output-invalid', 'does not exist'],
    [{ buildOutputs: ['.'] }, 'build-output-invalid', 'is a folder'],
  ])('names a file that cannot be read: %j', async (change, code, message) => {
    await expect(run(change)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
      place: { file: expect.any(String) },
    });
  });
});

describe('a template of 100 MB', () => {
  it('is refused without being read', async () => {
    await writeFile(join(folder, 'huge.json'), '');
    await truncate(join(folder, 'huge.json'), 100_000_000);
    const before = process.memoryUsage().rss;
    await expect(run({ taskDefinition: join(folder, 'huge.json') })).rejects.toMatchObject({
      code: 'template-invalid',
      message: 'the task definition template is longer than 512 KiB',
      place: { file: 'huge.json' },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });
});

describe('writing the artifacts', () => {
  const templates = () => ({ taskDefinition: join(folder, 'taskdef.json'), appSpec: join(folder, 'appspec.yml') });

  it('makes the folder and writes both files, and nothing else', async () => {
    const { artifacts } = await run();
    const written = await writeArtifacts(artifacts, { out: join(folder, 'a', 'b'), templates: templates() });
    expect(await readFile(written.taskDefinition, 'utf8')).toBe(artifacts.taskDefinitionText);
    expect(await readFile(written.appSpec, 'utf8')).toBe(artifacts.appSpecText);
    expect((await readdir(join(folder, 'a', 'b'))).sort()).toEqual(['appspec.yml', 'taskdef.json']);
  });

  it('never overwrites a template unasked, nor through a link, and then writes nothing at all', async () => {
    const { artifacts } = await run();
    await mkdir(join(folder, 'out'));
    await symlink(join(folder, 'appspec.yml'), join(folder, 'out', 'appspec.yml'));
    for (const out of [folder, join(folder, 'out')]) {
      await expect(writeArtifacts(artifacts, { out, templates: templates() })).rejects.toMatchObject({
        code: 'usage-invalid',
        remedy: expect.stringContaining('--in-place'),
      });
    }
    expect(await readFile(join(folder, 'taskdef.json'), 'utf8')).toBe(TASKDEF);
    expect(await readdir(join(folder, 'out'))).toEqual(['appspec.yml']);
  });

  it('overwrites the templates in place, a JSON appspec with JSON', async () => {
    await writeFile(join(folder, 'appspec.json'), '{}');
    const { artifacts } = await run();
    const appSpec = join(folder, 'appspec.json');
    const written = await writeArtifacts(artifacts, { templates: { ...templates(), appSpec }, inPlace: true });
    expect(written).toEqual({ taskDefinition: join(folder, 'taskdef.json'), appSpec });
    expect(JSON.parse(await readFile(appSpec, 'utf8'))).toMatchObject({ version: 0 });
  });

  it('says so when the folder cannot be written to, and leaves no drafts', async () => {
    const { artifacts } = await run();
    const out = join(folder, 'appspec.yml', 'sub');
    await expect(writeArtifacts(artifacts, { out, templates: {} })).rejects.toMatchObject({ code: 'usage-invalid' });
    expect((await readdir(folder)).sort()).toEqual(['appspec.yml', 'imageDetail.json', 'taskdef.json']);
  });
});
