import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/errors.js';

const page = readFileSync(new URL('../../docs/exit-codes.md', import.meta.url), 'utf8');

describe('docs/exit-codes.md', () => {
  it('lists every error code with its exit code and meaning, and no other', () => {
    const told = [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \| (.+) \|$/gm)].map(
      ([, code, exit, meaning]) => `${code} ${exit} ${meaning}`,
    );
    const known = Object.entries(ERROR_CODES).map(([code, { exitCode, meaning }]) => `${code} ${exitCode} ${meaning}`);
    expect(told.sort()).toEqual(known.sort());
  });
});
