import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImageReference, repositoryOf } from '../../src/build-output/image-reference.js';

const letters = (alphabet: string, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: min, maxLength: max });
const lower = 'abcxyz019';
const component = fc
  .array(letters(lower, 1, 6), { minLength: 1, maxLength: 3 })
  .chain((parts) => fc.constantFrom('.', '_', '__', '-', '---').map((separator) => parts.join(separator)));
const path = fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const registry = fc.oneof(
  fc.constantFrom(
    'localhost',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    'ACCOUNTID.dkr.ecr.x.amazonaws.com',
    '[::1]:5000',
  ),
  fc.tuple(letters(lower, 1, 8), fc.integer({ min: 1, max: 65535 })).map(([host, port]) => `${host}:${port}`),
);
const tag = fc.tuple(letters(`${lower}ABC_`, 1, 1), letters(`${lower}ABC_.-`, 0, 20)).map((parts) => parts.join(''));
const digest = letters('0123456789abcdef', 64, 64).map((hex) => `sha256:${hex}`);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

describe('an image reference', () => {
  it('is taken apart into what it was put together from', () => {
    fc.assert(
      fc.property(some(registry), path, some(tag), some(digest), (registry, path, tag, digest) => {
        fc.pre(registry !== undefined || !/^localhost\//.test(path));
        // Without a registry, a first part with a dot would be one.
        fc.pre(registry !== undefined || !path.includes('/') || !path.slice(0, path.indexOf('/')).includes('.'));
        const text = [registry && `${registry}/`, path, tag && `:${tag}`, digest && `@${digest}`].join('');
        const expected: Record<string, unknown> = { text, path };
        if (registry !== undefined) expected.registry = registry;
        if (tag !== undefined) expected.tag = tag;
        if (digest !== undefined) expected.digest = digest;
        expect(parseImageReference(text)).toEqual(expected);
      }),
    );
  });

  it('is never made of anything that it does not contain', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aA0./:@-_[]{} <'), maxLength: 30 }), (text) => {
        const found = parseImageReference(text);
        if (!found) return;
        const { registry, path, tag, digest } = found;
        expect([registry && `${registry}/`, path, tag && `:${tag}`, digest && `@${digest}`].join('')).toBe(text);
      }),
    );
  });

  it.each([
    '',
    '<IMAGE1_NAME>',
    'IMAGE',
    'a b',
    'web:',
    'web:-1',
    'web@sha256:short',
    '/web',
    'web//x',
    'http://x/y',
    'web:1:2',
    'a@sha256:x@y',
  ])('%j is none', (text) => {
    expect(parseImageReference(text)).toBeUndefined();
  });

  it('reads the colon of a port as the registry and the last one as the tag', () => {
    expect(parseImageReference('localhost:5000/team/web:1.4')).toMatchObject({
      registry: 'localhost:5000',
      path: 'team/web',
      tag: '1.4',
    });
  });

  it('is of the same repository in its short and its long form', () => {
    const repositories = ['nginx', 'nginx:1', 'docker.io/library/nginx', 'index.docker.io/library/nginx:2'].map(
      (text) => {
        const reference = parseImageReference(text);
        return reference && repositoryOf(reference);
      },
    );
    expect(new Set(repositories)).toEqual(new Set(['docker.io/library/nginx']));
  });
});
