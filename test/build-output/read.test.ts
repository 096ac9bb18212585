import { describe, expect, it } from 'vitest';
import { readBuildOutput } from '../../src/build-output/read.js';
import { isBgDeployError } from '../../src/errors.js';

const URI = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4.2';

const refusal = (file: string, text: string) => {
  try {
    readBuildOutput({ files: [{ file, text }] });
  } catch (error) {
    if (isBgDeployError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

const imagesOf = (file: string, text: string) =>
  readBuildOutput({ files: [{ file, text }] }).images.map(({ name, reference }) => [name, reference.text]);

describe('the files that builds write', () => {
  it.each([
    ['imageDetail.json', `{"ImageURI":"${URI}"}`],
    ['imageDetail.json', `\uFEFF{"Version": "1.0", "ImageURI": "${URI}", "ImageTags": ["latest"]}\r\n`],
    ['out.txt', `{"ImageURI":"${URI}"}`],
    ['build.env', `# made by the build\nexport IMAGE_URI="${URI}"\nOTHER='a b' # c\n`],
    ['build.env', 'AWS_ACCOUNT_ID=123456789012\nAWS_DEFAULT_REGION=eu-west-1\nIMAGE_REPO_NAME=web\nIMAGE_TAG=1.4.2\n'],
  ])('%s gives one image: %s', (file, text) => {
    expect(imagesOf(file, text)).toEqual([[undefined, URI]]);
  });

  it('imagedefinitions.json gives an image for each container', () => {
    expect(
      imagesOf('imagedefinitions.json', `[{"name":"web","imageUri":"${URI}"},{"name":"db","imageUri":"mysql"}]`),
    ).toEqual([
      ['web', URI],
      ['db', 'mysql'],
    ]);
  });

  it('the same image told twice is one, and the one with a name says more', () => {
    const { images } = readBuildOutput({
      files: [
        { file: 'imageDetail.json', text: `{"ImageURI":"${URI}"}` },
        { file: 'imagedefinitions.json', text: `[{"name":"web","imageUri":"${URI}"}]` },
      ],
    });
    expect(images.map(({ name }) => name)).toEqual(['web']);
  });

  it.each([
    ['imageDetail.json', `[{"imageUri":"${URI}"}]`, /list/, /\{"ImageURI"/],
    ['imagedefinitions.json', `{"imageUri":"${URI}"}`, /object/, /\[\{"name"/],
    ['imageDetail.json', `{"imageUri":"${URI}"}`, /"imageUri" where "ImageURI"/, /capitals/],
    ['imageDetail.json', '{"ImageURI":""}', /empty/, /registry\/repository/],
    ['imageDetail.json', '{"ImageURI":"<IMAGE>"}', /no image reference/, /build prints/],
    ['imageDetail.json', `{"ImageURI":"x:1","ImageURI":"${URI}"}`, /"ImageURI" is given twice/, /Keep one/],
    ['imageDetail.json', '{"ImageURI":', /not JSON/, /\{"ImageURI"/],
    ['imagedefinitions.json', '[]', /no image/, /\[\{"name"/],
    ['imagedefinitions.json', `[{"name":"x","${URI}"}]`, /not JSON/, /\[\{"name"/],
    ['imagedefinitions.json', `[{"imageUri":"${URI}"}]`, /which container/, /"name"/],
    ['imagedefinitions.json', '', /empty/, /ImageURI/],
    ['build.env', 'A=1\nnot a line', /not NAME=VALUE/, /one NAME=VALUE a line/],
    ['build.env', 'A="open', /not closed/, /quotes/],
  ])('%s with %j is refused with its place, what stands there and what should', (file, text, message, remedy) => {
    const error = refusal(file, text);
    expect(error.code).toBe('build-output-invalid');
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(remedy);
    expect(error.place).toMatchObject({ file, line: expect.any(Number), column: expect.any(Number) });
  });

  it('points at the value that is wrong', () => {
    expect(refusal('imageDetail.json', '{\n  "ImageURI": "no image"\n}').place).toMatchObject({ line: 2, column: 15 });
    expect(refusal('x.env', 'A=1\nB=2\nC="x').place).toMatchObject({ line: 3 });
  });

  it('never repeats a value of an env file', () => {
    const error = refusal('x.env', 'TOKEN="hunter2');
    expect(`${error.message} ${error.remedy}`).not.toContain('hunter2');
  });

  it('reads quotes, escapes and comments of env files', () => {
    const text = 'A=plain # note\nB=\'a # b "c"\'\nexport C="x\\n\\"y\\" $Z"\n\n# D=1\nE=\n';
    expect(readBuildOutput({ files: [{ file: 'e', text }] }).values).toEqual({
      A: 'plain',
      B: 'a # b "c"',
      C: 'x\n"y" $Z',
      E: '',
    });
  });
});

describe('--image', () => {
  it('is NAME=URI or URI', () => {
    const { images } = readBuildOutput({ images: [`web=${URI}`, 'nginx:1'] });
    expect(images.map(({ name, reference }) => [name, reference.text])).toEqual([
      ['web', URI],
      [undefined, 'nginx:1'],
    ]);
  });

  it.each([
    ['web=', 'image-invalid'],
    ['web=Not An Image', 'image-invalid'],
    [`=${URI}`, 'usage-invalid'],
  ])('%j is refused', (value, code) => {
    expect(() => readBuildOutput({ images: [value] })).toThrow(expect.objectContaining({ code }));
  });
});

describe("a build's environment", () => {
  it('offers an image only where nothing else names one', () => {
    expect(readBuildOutput({ env: { IMAGE_URI: URI } }).offered?.reference.text).toBe(URI);
    expect(readBuildOutput({ env: { IMAGE_URI: URI }, images: ['nginx'] }).offered).toBeUndefined();
  });

  it('tells the commit that was built', () => {
    expect(readBuildOutput({ env: { CODEBUILD_RESOLVED_SOURCE_VERSION: 'c0ffee' } }).sourceVersion).toBe('c0ffee');
  });

  it('knows the registries of China', () => {
    const env = { AWS_ACCOUNT_ID: '1', AWS_REGION: 'cn-north-1', IMAGE_REPO_NAME: 'web', IMAGE_TAG: '1' };
    expect(readBuildOutput({ env }).offered?.reference.registry).toBe('1.dkr.ecr.cn-north-1.amazonaws.com.cn');
  });
});
