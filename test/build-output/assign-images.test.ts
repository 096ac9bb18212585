import { describe, expect, it } from 'vitest';
import { assignImages, type ImageAssignment } from '../../src/build-output/assign-images.js';
import type { ImageTarget } from '../../src/build-output/image-target.js';
import { type BuildOutputSources, readBuildOutput } from '../../src/build-output/read.js';

const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** Containers by name: `<X>` is an open placeholder, `<X>=` one that has another value, anything else stands as it is. */
function containers(images: Readonly<Record<string, string>>): ImageTarget[] {
  return Object.entries(images).map(([name, text], index): ImageTarget => {
    const [, placeholder, valued] = /^<(\w+)>(=?)$/.exec(text) ?? [];
    return {
      index,
      name,
      templateName: `"${name}"`,
      templateImage: `"${text}"`,
      place: { file: 'taskdef.json', line: index + 3, column: 7 },
      image:
        placeholder === undefined
          ? { kind: 'complete', text }
          : { kind: 'placeholder', name: placeholder, valued: valued === '=' },
    };
  });
}

const assign = (sources: BuildOutputSources, images: Readonly<Record<string, string>>) =>
  assignImages(readBuildOutput(sources), containers(images));

const given = ({ decisions, problems }: ImageAssignment) => {
  expect(problems).toEqual([]);
  return Object.fromEntries(decisions.map(({ name = '', image }) => [name, image]));
};

const compose = (images: Readonly<Record<string, string>>) => [
  {
    file: 'compose.yaml',
    text: JSON.stringify({ services: Object.fromEntries(Object.entries(images).map(([k, image]) => [k, { image }])) }),
  },
];
const lines = (...images: string[]) => [{ file: 'images.txt', text: images.join('\n') }];

describe('an image with a name goes to', () => {
  it.each([
    ['the container of that name', 'web=new:1', { web: 'old:1', app: '<web>=' }, { web: 'new:1' }],
    ['the placeholder of that name', 'IMAGE1_NAME=new:1', { app: '<IMAGE1_NAME>' }, { app: 'new:1' }],
    ['the repository of that name', `${ECR}/team/web=new:1`, { app: `${ECR}/team/web:old` }, { app: 'new:1' }],
    ['the repository without its registry', 'team/web=new:1', { app: `${ECR}/team/web:old` }, { app: 'new:1' }],
    ['the repository by its last part', 'web=new:1', { app: `${ECR}/team/web:old`, b: 'nginx:1' }, { app: 'new:1' }],
    ["Docker Hub's long name", 'docker.io/library/nginx=nginx:2', { a: 'nginx:1', b: 'x:1' }, { a: 'nginx:2' }],
    ['all containers of one repository', 'web=a/web:2', { a: 'a/web:1', b: 'a/web:1' }, { a: 'a/web:2', b: 'a/web:2' }],
  ])('%s', (_what, flag, template, expected) => {
    expect(given(assign({ images: [flag] }, template))).toEqual(expected);
  });

  it('none where the last part is that of several repositories: each is listed with its place', () => {
    const { problems } = assign({ images: ['web=new:1'] }, { a: 'one/web:1', b: 'two/web:1' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'image-ambiguous',
      message:
        'web, for which new:1 (--image) is, may be docker.io/one/web or docker.io/two/web (taskdef.json:3:7, taskdef.json:4:7)',
    });
  });
});

describe('images without names', () => {
  it('go each to the container of their repository, and the last to the only placeholder that is left', () => {
    const files = lines(`${ECR}/web@${digest('a')}`, `${ECR}/worker@${digest('b')}`);
    expect(given(assign({ files }, { web: '<IMAGE>', worker: `${ECR}/worker:old` }))).toEqual({
      web: `${ECR}/web@${digest('a')}`,
      worker: `${ECR}/worker@${digest('b')}`,
    });
  });

  it('are not given a second container where a file gives them one by name', () => {
    const files = [
      ...compose({ web: 'r/web:2', db: 'postgres:16' }),
      { file: 'd.json', text: '{"ImageURI":"r/web:2"}' },
    ];
    const { decisions, problems } = assign({ files }, { web: '<WEB>', proxy: '<PROXY>' });
    expect(decisions.map(({ name }) => name)).toEqual(['web']);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('"<PROXY>"')]);
    expect(given(assign({ files }, { app: '<IMAGE>' }))).toEqual({ app: 'r/web:2' });
  });

  it('may be offered by the environment, which counts where nothing else does', () => {
    const env = { DOCKER_METADATA_OUTPUT_TAGS: 'r/web:main\nr/web:sha-1' };
    expect(given(assign({ env }, { web: '<IMAGE>' }))).toEqual({ web: 'r/web:sha-1' });
    expect(given(assign({ env }, { web: 'nginx:1' }))).toEqual({});
    expect(given(assign({ env, images: ['web=x:1'] }, { web: '<IMAGE>' }))).toEqual({ web: 'x:1' });
  });

  it('are never the commit alone', () => {
    const env = { CI_REGISTRY_IMAGE: 'registry.example/web', CI_COMMIT_SHORT_SHA: 'c0ffee', CI_COMMIT_TAG: 'v1' };
    expect(assign({ env }, { web: '<IMAGE>' }).problems).toMatchObject([{ code: 'image-missing' }]);
  });

  it('are refused where two could go to one of two, with candidates and places', () => {
    const { problems } = assign({ files: lines('r/web:1', 'r/worker:1') }, { a: '<A>', b: '<B>' });
    expect(problems.map(({ message }) => message)).toEqual([
      'r/web:1 (images.txt) could go to container "a" or container "b" (taskdef.json:3:7, taskdef.json:4:7)',
      'r/worker:1 (images.txt) could go to container "a" or container "b" (taskdef.json:3:7, taskdef.json:4:7)',
    ]);
  });

  it('come from the registry that the template names', () => {
    const tags = ['ghcr.io/team/web:1.4.2', `${ECR}/web:1.4.2`];
    const files = [{ file: 'meta.json', text: JSON.stringify({ tags, labels: {} }) }];
    expect(given(assign({ files }, { app: `${ECR}/web:old`, b: 'nginx:1' }))).toEqual({ app: `${ECR}/web:1.4.2` });
    expect(assign({ files }, { app: '<IMAGE>' }).problems).toEqual([
      expect.objectContaining({
        code: 'image-ambiguous',
        message: expect.stringMatching(/several repositories .*ghcr.*dkr\.ecr/),
      }),
    ]);
  });
});

describe('a file that tells of more than the release', () => {
  it('gives each container the image of its service and leaves out the rest', () => {
    const assignment = assign(
      { files: compose({ web: 'r/web:2', db: 'postgres:16', api: 'r/worker:2' }) },
      { web: '<IMAGE>', worker: 'r/worker:1' },
    );
    expect(given(assignment)).toEqual({ web: 'r/web:2', worker: 'r/worker:2' });
    expect(assignment.notes).toContain('postgres:16 (db in compose.yaml) is left out: it fits no container');
  });

  it('is refused where nothing of it fits', () => {
    const { problems } = assign({ files: compose({ a: 'x:1', b: 'y:1' }) }, { web: 'nginx:1' });
    expect(problems[0]).toMatchObject({
      code: 'image-missing',
      message: 'none of the images in compose.yaml (a, b) fits a container of the task definition',
    });
  });

  it('with one image only means that one', () => {
    expect(given(assign({ files: compose({ app: 'r/app:1' }) }, { web: '<IMAGE>' }))).toEqual({ web: 'r/app:1' });
  });

  it('may have an image that cannot be used, unless a container needs it', () => {
    const files = compose({ web: 'r/web:2', db: 'postgres:${PG}' });
    expect(given(assign({ files }, { web: '<IMAGE>' }))).toEqual({ web: 'r/web:2' });
    expect(assign({ files }, { web: '<IMAGE>', db: '<DB>' }).problems).toEqual([
      expect.objectContaining({
        code: 'image-missing',
        rule: 'compose-image',
        message: expect.stringContaining('needs PG: it is not set'),
        place: expect.objectContaining({ file: 'compose.yaml', line: 1 }),
      }),
    ]);
  });
});

describe('two sources that disagree about a container', () => {
  it('are both named', () => {
    const { problems } = assign(
      { images: ['web=r/web:1'], files: [{ file: 'imageDetail.json', text: '{"ImageURI":"r/web:2"}' }] },
      { web: 'r/web:0' },
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'image-ambiguous',
        message: 'r/web:1 (--image) and r/web:2 (imageDetail.json) both fit container "web"',
        place: { file: 'taskdef.json', line: 3, column: 7 },
      }),
    ]);
  });

  it('do not disagree where they name one image differently', () => {
    const text = JSON.stringify({ 'containerimage.digest': digest('a'), 'image.name': 'r/web:1,r/web:latest' });
    const sources = { images: [`web=r/web@${digest('a')}`], files: [{ file: 'm.json', text }] };
    expect(given(assign(sources, { web: '<IMAGE>' }))).toEqual({ web: `r/web@${digest('a')}` });
  });
});

describe('names that will mean another image tomorrow', () => {
  const rules = (image: string, template = '<IMAGE>') =>
    assign({ images: [`web=${image}`] }, { web: template }).warnings.map(({ rule }) => rule);

  it.each([
    ['web', 'image-untagged'],
    ['web:latest', 'image-latest'],
    ['web:main', 'image-mutable-tag'],
    ['web:Prod', 'image-mutable-tag'],
    [`web:1@${digest('a')}`, 'image-tag-and-digest'],
  ])('%s: %s', (image, rule) => {
    expect(rules(image)).toEqual([rule]);
  });

  it.each([
    'web:1.4.2',
    'web:sha-c0ffee',
    `web@${digest('a')}`,
    'web:main-c0ffee',
  ])('%s says what it means', (image) => {
    expect(rules(image)).toEqual([]);
  });

  it('are warned about in the template too, at their place, and the digest is offered where it is known', () => {
    const text = JSON.stringify({ 'containerimage.digest': digest('a'), 'image.name': 'r/web:latest' });
    const { warnings } = assign({ files: [{ file: 'm.json', text }] }, { web: '<IMAGE>', proxy: 'nginx' });
    expect(warnings).toEqual([
      expect.objectContaining({ rule: 'image-latest', remedy: expect.stringContaining('--pin-digest') }),
      expect.objectContaining({ rule: 'image-untagged', place: { file: 'taskdef.json', line: 4, column: 7 } }),
    ]);
  });
});
