import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readBuildOutput } from '../../src/build-output/read.js';
import { isBgDeployError } from '../../src/errors.js';

const CORPUS = process.env.BG_DEPLOY_CORPUS ?? resolve(fileURLToPath(import.meta.url), '../../../../shared/corpus');
const present = existsSync(join(CORPUS, 'MANIFEST.tsv'));
const absent = present ? '' : ` (skipped: there is no corpus of other people's files at ${CORPUS})`;

interface Row {
  readonly file: string;
  /** `yes`, `after-substitution` or `no`: what the collectors say of its shape. */
  readonly shape: string;
  readonly result: string;
}

function rows(): Row[] {
  return readFileSync(join(CORPUS, 'MANIFEST.tsv'), 'utf8')
    .split('\n')
    .flatMap((line): Row[] => {
      const [repository = '', path = '', , kind, , , shape = ''] = line.split('\t');
      if (kind !== 'imagedef' && kind !== 'imagedetail') return [];
      const file = `${repository.replace('/', '+')}/${path}`;
      return [{ file, shape, result: resultOf(path, readFileSync(join(CORPUS, file), 'utf8')) }];
    });
}

function resultOf(file: string, text: string): string {
  try {
    const { images, readings = [] } = readBuildOutput({ files: [{ file, text }] });
    expect(images.length).toBeGreaterThan(0);
    return `read: ${readings.map(({ says }) => says).join()}`;
  } catch (error) {
    if (!isBgDeployError(error)) throw new Error(`${file}: ${String(error)}`, { cause: error });
    expect(error.place).toMatchObject({ file, line: expect.any(Number), column: expect.any(Number) });
    expect(error.remedy).not.toBe('');
    return `refused: ${error.message}`;
  }
}

describe.skipIf(!present)(`other people's build outputs${absent}`, () => {
  it('are read where they have the right shape, and refused with the reason where they do not', () => {
    const found = rows();
    console.info(found.map(({ file, shape, result }) => `${file}\t${shape}\t${result}`).join('\n'));
    expect(found.length).toBeGreaterThan(10);
    for (const { file, shape, result } of found) {
      // The pages of AWS shorten the digests of their examples, and say ACCOUNTID for a number.
      const expected = shape === 'yes' && !/example3/.test(readFileSync(join(CORPUS, file), 'utf8'));
      expect([file, result]).toEqual([file, expect.stringMatching(expected ? /^read: / : /^refused: .{10}/)]);
    }
  });
});
