import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config/read-file.js';
import { isBgDeployError } from '../../src/errors.js';

const SOUND = `# yaml-language-server: $schema=./node_modules/bg-deploy/schema/bg-deploy.schema.json
requiredVersion: ">=0.1 <2"
service: web
values: &values { MEMORY: 128, NAME: "web", ON: true }
readyWait: 1h30m
notifications:
  topic: deployments
  emails:
    - ops@example.com
local: { hooks: { smoke: succeed, verify: { module: ./verify.mjs } }, ports: { 80: 8000 } }
environments:
  staging: { cluster: staging, values: *values }
  live:
    extends: staging
    cluster: live
`;

const PIECES = [
  ...['&a ', '*a', '*values', '<<: ', '? ', '- ', ': ', '{', '}', '[', ']', '|', '>', '!!binary ', '!!set ', '---\n'],
  ...[
    '%YAML 1.1\n',
    '\t',
    '\r',
    '\u0000',
    '\ufeff',
    '\ud800',
    '😀',
    '"',
    "'",
    '#',
    ',',
    '\n',
    '  ',
    '~',
    '.inf',
    '1e999',
  ],
  ...['__proto__: ', 'constructor: ', 'extends: live', 'environments:\n', '0x1F', '2026-01-01', '='.repeat(50)],
];

/** Cuts, doubles, moves and puts in. */
const mutation = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 40 }),
  to: fc.nat(),
  insert: fc.constantFrom('', ...PIECES),
  times: fc.constantFrom(1, 1, 2, 500),
});
const SMALL = { at: fc.nat(), length: fc.constantFrom(0, 0, 1, 2), to: fc.nat(), times: fc.constant(1) };

/** Many are hardly ever read: half of the texts have one, and a small one. */
const mutations = fc.oneof(
  fc.record({ ...SMALL, insert: fc.constantFrom('', '', ...PIECES) }).map((one) => [one]),
  fc.array(mutation, { minLength: 1, maxLength: 5 }),
);

function mutated(
  text: string,
  { at, length, to, insert, times }: typeof mutation extends fc.Arbitrary<infer M> ? M : never,
) {
  const start = at % (text.length + 1);
  const piece = text.slice(start, start + length);
  const rest = text.slice(0, start) + text.slice(start + length);
  const target = to % (rest.length + 1);
  return rest.slice(0, target) + (insert || piece).repeat(times) + rest.slice(target);
}

describe('a configuration that was mutilated', () => {
  it('is read or refused in sentences, and at once', () => {
    const seen = { read: 0, refused: 0 };
    /** Milliseconds of this process, since others may have the machine. */
    let slowest = 0;
    fc.assert(
      fc.property(mutations, (applied) => {
        const text = applied.reduce(mutated, SOUND);
        const began = process.cpuUsage();
        try {
          readConfigFile('bg-deploy.yml', text, '0.1.0');
          seen.read += 1;
        } catch (error) {
          if (!isBgDeployError(error)) throw error;
          expect(error.exitCode).toBe(2);
          for (const { place } of [error, ...error.others]) expect(place).toMatchObject({ file: 'bg-deploy.yml' });
          seen.refused += 1;
        }
        const { user, system } = process.cpuUsage(began);
        slowest = Math.max(slowest, (user + system) / 1000);
      }),
      { numRuns: Number(process.env.BG_DEPLOY_FUZZ_RUNS ?? 2000) },
    );
    expect(slowest).toBeLessThan(1000);
    expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(200);
  }, 120_000);
});

describe('a configuration of another kind', () => {
  const LENGTH = 64 * 1024;
  const lines = (line: (i: number) => string) => {
    let text = '';
    for (let i = 0; text.length < LENGTH; i++) text += line(i);
    return text;
  };

  it.each([
    ['keys of keys', '? '.repeat(LENGTH / 2)],
    ['keys', lines((i) => `k${i}: 1\n`)],
    ['values', `values:\n${lines((i) => `  k${i}: 1\n`)}`],
    ['environments in a row', `environments:\n${lines((i) => `  e${i}: { extends: e${i + 1} }\n`)}`],
    [
      'environments in a circle',
      `environments:\n  e0: { extends: e1 }\n${lines((i) => `  e${i + 1}: { extends: e${i % 2 === 0 ? i + 2 : i} }\n`)}`,
    ],
    ['anchors', lines((i) => `k${i}: &a${i} 1\n`)],
    ['lists in lists', '['.repeat(LENGTH)],
    ['mistakes', lines(() => '- [a] }\n')],
  ])('is read or refused at once: %s', (_what, text) => {
    const began = process.cpuUsage();
    let refused: unknown;
    try {
      readConfigFile('bg-deploy.yml', text);
    } catch (error) {
      refused = error;
    }
    expect(isBgDeployError(refused) || text.startsWith('values')).toBe(true);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(3000);
  });
});
