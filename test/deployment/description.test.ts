import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describedFor, readDescription, renderDescription } from '../../src/deployment/description.js';

describe('the description of a deployment', () => {
  it('is a sentence for people with marks for programs behind it', () => {
    const text = renderDescription('web:42, commit 1a2b3c4', { run: '9f3e', from: 'web:41', restores: 'd-OLD' });
    expect(text).toBe('web:42, commit 1a2b3c4 [bg-deploy run=9f3e restores=d-OLD from=web:41]');
    expect(readDescription(text)).toEqual({ run: '9f3e', from: 'web:41', restores: 'd-OLD' });
    expect(describedFor(text)).toBe('web:42, commit 1a2b3c4');
  });

  it('has no marks where something else wrote it', () => {
    expect(readDescription('released by hand, run=7')).toEqual({ run: null, from: null, restores: null });
    expect(readDescription(null)).toEqual({ run: null, from: null, restores: null });
  });

  it("fits into AWS's limit with its run key, whatever is written", () => {
    const family = fc.stringMatching(/^[a-z][a-z0-9-]{0,254}$/);
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), family, (sentence, name) => {
        const text = renderDescription(sentence, { run: '0123456789abcdef', from: `${name}:41` });
        expect(text.length).toBeLessThanOrEqual(256);
        expect(readDescription(text).run).toBe('0123456789abcdef');
        if (name.length < 200) expect(readDescription(text).from).toBe(`${name}:41`);
      }),
    );
  });
});
