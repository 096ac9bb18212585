import { describe, expect, it } from 'vitest';
import { type BuildOutputSources, readBuildOutput } from '../../src/build-output/read.js';
import { isBgDeployError } from '../../src/errors.js';

const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const REVISION = 'c0ffee0000000000000000000000000000000000';

const read = (file: string, text: unknown, rest: BuildOutputSources = {}) =>
  readBuildOutput({ ...rest, files: [{ file, text: typeof text === 'string' ? text : JSON.stringify(text) }] });

/** `name: reference (digest)` for each image. */
const told = (output: ReturnType<typeof readBuildOutput>) =>
  output.images.map(
    ({ name, reference, digest }) => `${name ?? '-'}: ${reference.text}${digest ? ` (${digest.slice(7, 10)})` : ''}`,
  );

const refusal = (file: string, text: unknown, rest: BuildOutputSources = {}) => {
  try {
    read(file, text, rest);
  } catch (error) {
    if (isBgDeployError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

const buildx = (names: string, own = digest('a')) => ({
  'buildx.build.ref': 'builder/builder0/abc',
  'containerimage.config.digest': digest('c'),
  'containerimage.descriptor': { digest: own, annotations: { 'org.opencontainers.image.revision': REVISION } },
  'containerimage.digest': own,
  'image.name': names,
});

describe('what a file is, its content tells', () => {
  it.each<[string, string, unknown, string[], RegExp]>([
    [
      "the long form of CodePipeline's ECR source",
      'imageDetail.json',
      {
        ImageSizeInBytes: '44728918',
        ImageDigest: digest('a'),
        Version: '1.0',
        RegistryId: '123456789012',
        RepositoryName: 'web',
        ImageURI: `${ECR}/web@${digest('a')}`,
        ImageTags: ['latest'],
      },
      [`-: ${ECR}/web@${digest('a')} (aaa)`],
      /imageDetail: 1 image/,
    ],
    [
      'the metadata of buildx',
      'metadata.json',
      buildx(`${ECR}/web:1.4.2,${ECR}/web:latest`),
      [`-: ${ECR}/web:1.4.2 (aaa)`],
      /docker buildx: 1 image/,
    ],
    [
      'the metadata of buildx with latest before the tag that stays',
      'metadata.json',
      buildx(`${ECR}/web:latest, ${ECR}/web:1.4.2`),
      [`-: ${ECR}/web:1.4.2 (aaa)`],
      /buildx/,
    ],
    [
      'the metadata of buildx for a name without a tag, where only the digest says which image',
      'metadata.json',
      buildx(`${ECR}/web`),
      [`-: ${ECR}/web@${digest('a')} (aaa)`],
      /buildx/,
    ],
    [
      'the metadata of bake',
      'bake.json',
      { web: buildx(`${ECR}/web:1`), worker: buildx(`${ECR}/worker:1`, digest('b')), 'buildx.build.warnings': [] },
      [`web: ${ECR}/web:1 (aaa)`, `worker: ${ECR}/worker:1 (bbb)`],
      /bake: 2 images/,
    ],
    [
      'the JSON of docker/metadata-action',
      'meta.json',
      {
        tags: [`${ECR}/web:main`, `${ECR}/web:sha-c0ffee0`, 'ghcr.io/team/web:main'],
        labels: { 'org.opencontainers.image.revision': REVISION, 'org.opencontainers.image.version': 'main' },
        annotations: [],
      },
      [`-: ${ECR}/web:sha-c0ffee0`],
      /metadata-action: 1 image/,
    ],
    [
      'docker inspect',
      'inspect.json',
      [
        {
          Id: digest('c'),
          RepoTags: [`${ECR}/web:1.4.2`, '<none>:<none>'],
          RepoDigests: [`${ECR}/web@${digest('a')}`],
          Config: { Labels: { 'org.opencontainers.image.revision': REVISION } },
        },
      ],
      [`-: ${ECR}/web:1.4.2 (aaa)`],
      /docker inspect/,
    ],
    [
      'docker inspect of an image in two registries',
      'inspect.json',
      {
        RepoTags: [`${ECR}/web:1`],
        RepoDigests: [`${ECR}/web@${digest('a')}`, `ghcr.io/team/web@${digest('b')}`],
      },
      [`-: ${ECR}/web@${digest('a')} (aaa)`],
      /docker inspect/,
    ],
    [
      "Jib's metadata",
      'jib-image.json',
      { image: `${ECR}/web`, imageId: digest('c'), imageDigest: digest('a'), tags: ['latest', '1.4.2'] },
      [`-: ${ECR}/web:1.4.2 (aaa)`],
      /Jib/,
    ],
    [
      "CodeBuild's exported variables",
      'exported.json',
      [
        { name: 'IMAGE_URI', value: `${ECR}/web:1.4.2` },
        { name: 'OTHER', value: '1' },
      ],
      [`-: ${ECR}/web:1.4.2`],
      /exported variables: 2 variables, 1 image/,
    ],
    [
      'the answer of batch-get-builds',
      'build.json',
      { builds: [{ exportedEnvironmentVariables: [{ name: 'IMAGE_URI', value: `${ECR}/web:1.4.2` }] }] },
      [`-: ${ECR}/web:1.4.2`],
      /exported variables/,
    ],
    [
      "Jenkins' env.groovy",
      'env.groovy',
      `// made by the build\nenv.IMAGE_URI = "${ECR}/web:1.4.2"\nenv.OTHER = 'x';\ndef third = "y"\n`,
      [`-: ${ECR}/web:1.4.2`],
      /3 variables, 1 image/,
    ],
    [
      "GitHub's output file",
      'github_output',
      `image=${ECR}/web:1.4.2\nnotes<<ghadelimiter_1\nfirst\nsecond=line\nghadelimiter_1\nlast=1\n`,
      [`-: ${ECR}/web:1.4.2`],
      /3 variables, 1 image/,
    ],
    [
      "GitLab Auto DevOps' variables",
      'gl.env',
      `CI_APPLICATION_REPOSITORY=${ECR}/web\nCI_APPLICATION_TAG=c0ffee\nIMAGE_DIGEST=${digest('a')}\n`,
      [`-: ${ECR}/web:c0ffee (aaa)`],
      /1 image/,
    ],
    [
      'what ko prints',
      'images.txt',
      `${ECR}/web@${digest('a')}\r\n${ECR}/worker@${digest('b')}\r\n`,
      [`-: ${ECR}/web@${digest('a')} (aaa)`, `-: ${ECR}/worker@${digest('b')} (bbb)`],
      /one a line: 2 images/,
    ],
    [
      'a Compose file',
      'compose.yaml',
      `services:\n  web:\n    image: ${ECR}/web:1.4.2\n    build: .\n  db:\n    image: postgres:16\n  tool:\n    build: ./tool\n`,
      [`web: ${ECR}/web:1.4.2`, 'db: postgres:16'],
      /Compose file: 2 images/,
    ],
    [
      'a Compose file in JSON',
      'compose.json',
      { services: { web: { image: `${ECR}/web:1.4.2` } } },
      [`web: ${ECR}/web:1.4.2`],
      /Compose/,
    ],
  ])('%s', (_what, file, text, expected, says) => {
    const output = read(file, text);
    expect(told(output)).toEqual(expected);
    expect(output.readings?.[0]?.says).toMatch(says);
  });

  it('a file with a name of CodePipeline and other content is read, with a warning', () => {
    const output = read('imageDetail.json', buildx(`${ECR}/web:1`));
    expect(told(output)).toEqual([`-: ${ECR}/web:1 (aaa)`]);
    expect(output.warnings).toEqual([
      expect.objectContaining({ rule: 'build-output-name', place: { file: 'imageDetail.json', line: 1, column: 1 } }),
    ]);
  });

  it('the variables of GitHub and Groovy files fill placeholders', () => {
    expect(read('out', 'A<<END\nx\ny\nEND\n').values).toEqual({ A: 'x\ny' });
    expect(read('env.groovy', 'env.A = "x"').values).toEqual({ A: 'x' });
  });

  it.each<[string, unknown, RegExp, RegExp]>([
    ['metadata.json', { 'containerimage.digest': digest('a') }, /no name/, /--tag/],
    ['metadata.json', buildx('Not An Image'), /"Not An Image" is no image reference/, /repository:tag/],
    ['meta.json', { tags: [], labels: {} }, /no tag/, /tags:/],
    ['inspect.json', [{ RepoTags: [], RepoDigests: [] }], /neither a tag nor a digest/, /push/],
    ['iid.txt', digest('c'), /id of an image/, /--metadata-file/],
    ['jib-image.id', digest('c'), /id of an image/, /digestfile/],
    ['out.txt', digest('c'), /may be a digest .* or an id/, /"digest"/],
    ['some.json', { a: 1, b: {} }, /no kind that is known/, /buildx/],
    ['some.json', [{ name: 'A', value: 'b' }, { name: 'B' }], /not \{"name"/, /text value/],
    ['out', 'A<<END\nx\n', /lines of A are not ended/, /same word/],
    ['compose.yaml', 'services:\n  web:\n    build: .\n', /no service has an image/, /image:/],
    ['compose.yaml', 'services: [a\n', /not YAML/, /quotes/],
    [
      'imageDetail.json',
      { ImageURI: `${ECR}/web@${digest('a')}`, ImageDigest: digest('b') },
      /not the same/,
      /one answer/,
    ],
  ])('%s with %j is refused', (file, text, message, remedy) => {
    const error = refusal(file, text);
    expect(error).toMatchObject({ code: 'build-output-invalid', exitCode: 2, place: { file } });
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(remedy);
  });

  it('the id of a local image is never taken for a digest', () => {
    const output = read('metadata.json', buildx(`${ECR}/web:1`, digest('c')));
    expect(told(output)).toEqual([`-: ${ECR}/web:1`]);
    expect(output.warnings?.[0]).toMatchObject({ rule: 'image-id-no-digest' });
  });
});

describe('a digest that stands alone in its file', () => {
  it('completes the image that has none', () => {
    expect(told(read('digest.txt', `${digest('a')}\n`, { images: [`web=${ECR}/web`] }))).toEqual([
      `web: ${ECR}/web@${digest('a')} (aaa)`,
    ]);
    expect(told(read('target/jib-image.digest', digest('a'), { images: [`${ECR}/web:1`] }))).toEqual([
      `-: ${ECR}/web:1 (aaa)`,
    ]);
  });

  it.each<[string, string[], RegExp]>([
    ['nothing', [], /nothing names/],
    ['two images', ['a=one:1', 'b=two:1'], /there are 2/],
  ])('is refused where there is %s that it could be of', (_what, images, message) => {
    const error = refusal('digest.txt', digest('a'), { images });
    expect(error.message).toMatch(message);
    expect(error.place).toMatchObject({ file: 'digest.txt' });
  });
});

describe('several sources', () => {
  it('give one image what each of them knows: name and digest', () => {
    const output = readBuildOutput({
      files: [
        { file: 'imagedefinitions.json', text: `[{"name":"web","imageUri":"${ECR}/web:latest"}]` },
        { file: 'meta.json', text: JSON.stringify(buildx(`${ECR}/web:1,${ECR}/web:latest`)) },
      ],
    });
    expect(told(output)).toEqual([`web: ${ECR}/web:latest (aaa)`]);
    expect(output.notes?.join('\n')).toContain('--pin-digest');
  });

  it('do not share a digest where the tags differ', () => {
    const output = readBuildOutput({
      images: [`web=${ECR}/web:1`],
      files: [{ file: 'meta.json', text: JSON.stringify(buildx(`${ECR}/web:2`)) }],
    });
    expect(told(output)).toEqual([`web: ${ECR}/web:1`, `-: ${ECR}/web:2 (aaa)`]);
  });

  it('are pinned to their digests when that is asked for, and only where one is known', () => {
    const output = readBuildOutput({
      images: [`web=${ECR}/web:1`, 'proxy=nginx:1.27'],
      files: [{ file: 'meta.json', text: JSON.stringify(buildx(`${ECR}/web:1`)) }],
      pinDigests: true,
    });
    expect(told(output)).toEqual([`web: ${ECR}/web@${digest('a')} (aaa)`, 'proxy: nginx:1.27']);
  });
});

describe('the variables of a Compose file', () => {
  const compose = (image: string) => `services:\n  web:\n    image: "${image}"\n`;
  const env = { REPO: `${ECR}/web`, TAG: '1.4.2', EMPTY: '' };

  it.each([
    ['$REPO:$TAG', '1.4.2'],
    ['${REPO}:${TAG}', '1.4.2'],
    ['${REPO}:${EMPTY:-x}', 'x'],
    ['${REPO}:${ABSENT-x}', 'x'],
    ['${REPO}:${TAG:-x}', '1.4.2'],
    ['${REPO}:${ABSENT:-${OTHER:-${TAG}}}', '1.4.2'],
    ['${REPO}:${TAG:+yes}', 'yes'],
    ['${REPO}:v${ABSENT+x}1', 'v1'],
    ['${REPO:?say which}:${TAG?}', '1.4.2'],
  ])('%s are filled as Compose does', (image, tag) => {
    expect(told(read('compose.yaml', compose(image), { env }))).toEqual([`web: ${ECR}/web:${tag}`]);
  });

  it.each([
    ['${REPO}:${ABSENT}', /needs ABSENT: it is not set/],
    ['${REPO}:${EMPTY:?}', /needs EMPTY/],
    ['${REPO}:${TAG', /not closed/],
    ['${REPO}:${TAG/x/y}', /no variable of Compose/],
    ['$REPO:$EMPTY', /is no image reference with the values/],
  ])('%s is told with its place, and no value is shown', (image, message) => {
    const error = refusal('compose.yaml', compose(image), { env });
    expect(error.message).toMatch(message);
    expect(`${error.message} ${error.remedy}`).not.toContain(ECR);
    expect(error.place).toEqual({ file: 'compose.yaml', line: 3, column: 12 });
  });

  it('come from the environment before files of variables, which may stand behind the Compose file', () => {
    const files = [
      { file: 'compose.yaml', text: compose('web:${A}-${B}') },
      { file: '.env', text: 'A=file\nB=file\n' },
    ];
    expect(told(readBuildOutput({ files, env: { A: 'env' } }))).toEqual(['web: web:env-file']);
  });

  it('an image may stand in an anchor', () => {
    const text = 'x-base: &base\n  image: web:1\nservices:\n  web:\n    <<: *base\n  worker: *base\n';
    expect(told(read('compose.yaml', text))).toEqual(['web: web:1', 'worker: web:1']);
  });
});
