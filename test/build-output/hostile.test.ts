import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignImages } from '../../src/build-output/assign-images.js';
import { fillComposeVariables } from '../../src/build-output/compose-variables.js';
import { readBuildOutput } from '../../src/build-output/read.js';
import { isBgDeployError } from '../../src/errors.js';

const MIB = 1024 * 1024;

/** Reads a file as `--build-output` does. It may be refused, in less than a second, and in no other way. */
function survives(file: string, text: string): void {
  const before = process.cpuUsage();
  try {
    const output = readBuildOutput({ files: [{ file, text }], env: { TAG: '1' } });
    assignImages(output, []);
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    expect(error.exitCode).toBe(2);
    expect(error.remedy).not.toBe('');
    expect(error.message.length).toBeLessThan(2000);
    expect(error.message).not.toContain('hunter2');
  }
  // The time of computing, which the load of the machine does not change.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
}

const digest = `sha256:${'a'.repeat(64)}`;
const SOUND = [
  '{"ImageURI":"r.example/web:1","ImageDigest":"x","ImageTags":["a","b"]}',
  '[{"name":"web","imageUri":"r.example/web:1"}]',
  `{"containerimage.digest":"${digest}","image.name":"r/a:1,r/a:2","buildx.build.provenance":{"metadata":{}}}`,
  `{"web":{"containerimage.digest":"${digest}","image.name":"r/a:1"}}`,
  '{"tags":["r/a:1"],"labels":{"org.opencontainers.image.revision":"c0ffee"}}',
  `[{"RepoTags":["r/a:1"],"RepoDigests":["r/a@${digest}"],"Config":{"Labels":{}}}]`,
  `{"image":"r/a","imageId":"${digest}","imageDigest":"${digest}","tags":["1"]}`,
  '[{"name":"A","value":"hunter2"}]',
  'services:\n  web: &w\n    image: r/a:${TAG:-1}\n  b: *w\n',
  'A=hunter2\nexport B="hunter2"\nC<<END\nhunter2\nEND\n',
  `r/a@${digest}\nr/b:1\n`,
  digest,
];
const SIGNS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '=',
  '<<',
  '$',
  '${',
  '\n',
  '  ',
  '&a',
  '*a',
  '@',
  '#',
  '\0',
  '\u2028',
  '😀',
  '-',
  '/',
];
const NAMES = ['imageDetail.json', 'imagedefinitions.json', 'digest.txt', 'compose.yaml', 'x.env', 'out'];

describe('whatever a build output file holds', () => {
  it('is read or refused when it is sound text with something cut out and something put in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.constantFrom(...SOUND),
        fc.array(fc.tuple(fc.nat(200), fc.nat(4), fc.constantFrom('', ...SIGNS)), { minLength: 1, maxLength: 4 }),
        (file, sound, edits) => {
          const text = edits.reduce(
            (text, [at, length, sign]) => text.slice(0, at) + sign + text.slice(at + length),
            sound,
          );
          survives(file, text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is read or refused when it is any text, and any JSON', () => {
    fc.assert(fc.property(fc.constantFrom(...NAMES), fc.string({ maxLength: 80 }), survives), { numRuns: 500 });
    fc.assert(fc.property(fc.constantFrom(...NAMES), fc.json({ maxDepth: 4 }), survives), { numRuns: 500 });
  });

  const near = (unit: string, size = MIB) => unit.repeat(Math.floor(size / unit.length));
  it.each<[string, string, string]>([
    ['more than 1 MiB', 'imageDetail.json', `{"ImageURI":"${near('a')}"}`],
    ['an endless value', 'imageDetail.json', `{"ImageURI":"${near('a', MIB - 100)}"}`],
    ['an endless path', 'imageDetail.json', `{"ImageURI":"${near('a-', MIB - 100)}!"}`],
    ['an endless name of a member', 'imageDetail.json', `{"${near('ImageUR', MIB - 100)}":1}`],
    ['open lists', 'imageDetail.json', near('[')],
    ['open objects', 'x.json', near('{"a":')],
    [
      'many targets',
      'bake.json',
      `{${Array.from(
        { length: 12_000 },
        (_, i) => `"t${i}":{"image.name":"r/a:${i}","containerimage.digest":"${digest}"}`,
      )
        .join()
        .slice(0, MIB - 1)}`,
    ],
    [
      'many sound targets',
      'bake.json',
      `{${Array.from({ length: 8000 }, (_, i) => `"t${i}":{"image.name":"r/a:${i}"}`).join()}}`,
    ],
    [
      'nearly as many names as are read',
      'bake.json',
      `{${Array.from({ length: 999 }, (_, i) => `"t${i}":{"image.name":"r/a:${i}"}`).join()}}`,
    ],
    ['many tags', 'm.json', `{"labels":{},"tags":[${Array.from({ length: 50_000 }, (_, i) => `"r/a:${i}"`).join()}]}`],
    ['a long row of spaces', 'x.env', `A=${near(' ', MIB - 10)}x`],
    ['a long row of spaces before a comment', 'x.env', `A=x${near(' ', MIB - 20)}"`],
    ['quotes that never close', 'x.env', `A="${near('\\"', MIB - 10)}`],
    ['many hashes', 'x.env', `A=${near('#', MIB - 10)}`],
    ['many empty lines', 'x.env', near('\n')],
    ['many heredocs', 'x.env', near('A<<B\nB\n')],
    ['many lines', 'images.txt', near('r/a:1\n')],
    ['dollars', 'compose.yaml', `services: {w: {image: "${near('$$', 100_000)}"}}`],
    ['open variables', 'compose.yaml', `services: {w: {image: "${near('${A:-', 100_000)}"}}`],
    ['many services', 'compose.yaml', `services:\n${near('  w: {image: r/a:1}\n', 100_000)}`],
    ['deep YAML', 'compose.yaml', `services: ${near('[', 200_000)}`],
    [
      'deep YAML blocks',
      'compose.yaml',
      `services:\n${Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)} a:\n`).join('')}`,
    ],
    ['a Compose file of 1 MiB', 'compose.yaml', `services:\n${near('# x\n', MIB - 100)}`],
    [
      'aliases that multiply',
      'compose.yaml',
      `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((one, i) => `${one}: &${one} [${Array(9).fill(`*${'abcdefg'[i]}`).join()}]\n`).join('')}services: {w: {image: *h}}\n`,
    ],
    ['an alias to itself', 'compose.yaml', 'services: &s\n  w: &w\n    <<: *w\n  v: *s\n'],
  ])('is read or refused within a second: %s', (_what, file, text) => {
    survives(file, text);
  });

  it('names like those of all objects are names like any other', () => {
    const { values } = readBuildOutput({ files: [{ file: 'x.env', text: '__proto__=1\nconstructor=2\n' }] });
    expect(Object.entries(values)).toContainEqual(['constructor', '2']);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });
});

describe('the variables of Compose', () => {
  it('leave text without a dollar sign as it is, and $$ is a dollar sign', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(fillComposeVariables(text.replaceAll('$', '$$$$'), () => undefined)).toEqual({ text });
      }),
    );
  });

  it('are filled or missed, whatever stands around them', () => {
    const part = fc.constantFrom('$', '{', '}', 'A', 'B', ':', '-', '?', '+', '${A', '${B:-', 'x', '$$');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const filled = fillComposeVariables(parts.join(''), (name) => (name === 'A' ? 'a' : undefined));
        expect(Object.keys(filled)).toEqual('text' in filled ? ['text'] : ['missing', 'why']);
      }),
      { numRuns: 2000 },
    );
  });
});
