import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageMistake } from '../../src/build-output/image-mistake.js';
import { parseImageReference, pinnedTo, repositoryOf, sameImage } from '../../src/build-output/image-reference.js';
import { readBuildOutput } from '../../src/build-output/read.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('text that is no image reference', () => {
  it.each([
    ['', /is empty/],
    ['<IMAGE1_NAME>', /placeholder that nobody filled/],
    ['r.example/web:$TAG', /placeholder/],
    ['r.example/web: 1', /a space/],
    ['https://r.example/web:1', /URL/],
    ['r.example/web@sha256:example3', /64 digits/],
    [`r.example/web@sha256:${'A'.repeat(64)}`, /64 digits/],
    [`web@${DIGEST}@${DIGEST}`, /more than one @/],
    [`@${DIGEST}`, /no repository/],
    ['web:', /no tag behind/],
    ['web:-1', /begins with no/],
    [`web:${'1'.repeat(129)}`, /up to 128/],
    [`${'a'.repeat(256)}:1`, /more than 255/],
    ['r.example//web', /part of the repository is empty/],
    ['r.example/Web:1', /small letters/],
    ['a'.repeat(2000), /far too long/],
  ])('%s: the reason is told', (text, reason) => {
    expect(parseImageReference(text)).toBeUndefined();
    expect(imageMistake(text)).toMatch(reason);
  });

  it('is also what Docker would take for the id of an image', () => {
    expect(parseImageReference('a'.repeat(64))).toBeUndefined();
  });

  it('is told of in all flags and files at once', () => {
    const reading = () =>
      readBuildOutput({
        images: ['web=', 'Web:1'],
        files: [
          { file: 'a.json', text: '{' },
          { file: 'b.json', text: '{"ImageURI":""}' },
        ],
      });
    expect(reading).toThrow(
      expect.objectContaining({
        code: 'image-invalid',
        others: [
          expect.objectContaining({ message: expect.stringContaining('Web:1') }),
          expect.objectContaining({ place: expect.objectContaining({ file: 'a.json' }) }),
          expect.objectContaining({ place: expect.objectContaining({ file: 'b.json' }) }),
        ],
      }),
    );
  });
});

describe('an image pinned to its digest', () => {
  const repository = fc.constantFrom('web', 'team/web', 'localhost:5000/web', 'r.example/a/b-c/web', '[::1]:5000/w');
  const tag = fc.constantFrom('', ':1.4', ':latest', `:1@sha256:${'b'.repeat(64)}`);

  it('is a reference of the same repository, with this digest and no tag', () => {
    fc.assert(
      fc.property(repository, tag, (repository, tag) => {
        const reference = parseImageReference(repository + tag);
        if (!reference) throw new Error('no reference');
        const pinned = pinnedTo(reference, DIGEST);
        expect(pinned).toEqual(parseImageReference(`${repository}@${DIGEST}`));
        expect(repositoryOf(pinned)).toBe(repositoryOf(reference));
      }),
    );
  });

  it.each([
    ['nginx', 'docker.io/library/nginx:latest', true],
    ['nginx:1', 'index.docker.io/library/nginx:1', true],
    ['nginx:1', 'nginx:2', false],
    ['R.example/web:1', 'r.example/web:1', true],
    [`web@${DIGEST}`, `web:1@${DIGEST}`, true],
    [`web@${DIGEST}`, 'web:1', false],
  ])('%s and %s: the same image is %s', (one, other, same) => {
    const [a, b] = [parseImageReference(one), parseImageReference(other)];
    if (!a || !b) throw new Error('no reference');
    expect(sameImage(a, b)).toBe(same);
  });
});
