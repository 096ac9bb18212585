import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseDuration } from '../../src/config/duration.js';
import { configJsonSchema } from '../../src/config/json-schema.js';
import { loadConfig } from '../../src/config/load.js';
import { readConfigFile } from '../../src/config/read-file.js';
import { isBgDeployError } from '../../src/errors.js';
import { fulfils, type Schema } from './schema-check.js';

const ROOT = new URL('../../', import.meta.url);
const published: Schema = JSON.parse(readFileSync(new URL('schema/bg-deploy.schema.json', ROOT), 'utf8'));

const accepted = (document: unknown): boolean => {
  try {
    readConfigFile('bg-deploy.json', JSON.stringify(document));
    return true;
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    return false;
  }
};

/** All schemas of values in a schema, with where they stand. */
function* inside(schema: Schema, path: string): Generator<readonly [string, Schema]> {
  yield [path, schema];
  const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
  if (isSchema(schema.properties)) {
    for (const [name, one] of Object.entries(schema.properties))
      if (isSchema(one)) yield* inside(one, `${path}.${name}`);
  }
  for (const one of [schema.additionalProperties, schema.items].filter(isSchema)) yield* inside(one, `${path}.*`);
  if (Array.isArray(schema.anyOf)) for (const one of schema.anyOf.filter(isSchema)) yield* inside(one, path);
}

describe('the published JSON Schema', () => {
  it('is up to date (npm run schema)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });

  it('is packed, and can be imported', () => {
    const { files, exports } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
    expect(files).toContain('schema');
    expect(exports).toHaveProperty(['./schema/bg-deploy.schema.json'], './schema/bg-deploy.schema.json');
  });

  it('describes every key, in a sentence', () => {
    const named = [...inside(published, '')].filter(([path]) => /\.[$\w]+$/.test(path));
    const paths = [...new Set(named.map(([path]) => path))];
    const described = new Set(named.filter(([, { description }]) => description !== undefined).map(([path]) => path));
    const forms = /\.hooks\.\*\.(?:module|command|url)$/;
    expect(paths.filter((path) => !described.has(path) && !forms.test(path))).toEqual([]);
    for (const [, { description }] of named) if (description !== undefined) expect(description).toMatch(/^[A-Z].*\.$/);
  });

  it('has examples and defaults that it allows itself', () => {
    for (const [path, schema] of inside(published, '')) {
      const { examples, default: fallback } = schema;
      for (const example of Array.isArray(examples) ? examples : [])
        expect([path, example, fulfils(example, schema)]).toEqual([path, example, true]);
      if (fallback !== undefined) expect([path, fulfils(fallback, schema)]).toEqual([path, true]);
    }
  });

  it('tells the defaults that hold', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-schema-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const config: unknown = await loadConfig({ cwd: folder, needsService: false });
    const told = [...inside(published, '')].filter(
      ([path, { default: fallback }]) => fallback !== undefined && !path.startsWith('.environments'),
    );
    expect(told.length).toBeGreaterThan(5);
    for (const [path, { default: fallback }] of told) {
      const held = path
        .slice(1)
        .split('.')
        .reduce<unknown>((at, name) => Object.getOwnPropertyDescriptor(at, name)?.value, config);
      const duration = typeof fallback === 'string' ? parseDuration(fallback) : undefined;
      expect([path, held]).toEqual([path, duration ?? fallback]);
    }
  });

  it('allows what docs/configuration.md shows', () => {
    const page = readFileSync(new URL('docs/configuration.md', ROOT), 'utf8');
    const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
    expect(blocks.length).toBeGreaterThan(1);
    for (const text of blocks) {
      const read = readConfigFile('bg-deploy.yml', text);
      expect(fulfils(JSON.parse(JSON.stringify(read)), published)).toBe(true);
    }
  });
});

describe('an editor and the command line', () => {
  const word = fc.constantFrom('', 'web', '5m', '1h30m', 'soon', 'http://127.0.0.1:1', 'angle', 'succeed', '80', 'a');
  const scalar = fc.oneof(word, fc.constantFrom(0, 1, 80, 1.5, -1, 70_000, true, false, null));
  const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { weight: 6, arbitrary: scalar },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 2 }) },
      {
        weight: 2,
        arbitrary: fc.dictionary(fc.constantFrom('web', '80', 'module', 'style', 'topic', 'x'), tie('value'), {
          maxKeys: 2,
        }),
      },
    ),
  })).value;
  const keys = (schema: unknown): string[] =>
    typeof schema === 'object' && schema !== null && 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  const TOP = keys(published).filter((name) => name !== 'requiredVersion' && name !== 'environments');
  const sectionsOf = (name: string): string[] => {
    const { properties } = published;
    return typeof properties === 'object' && properties !== null
      ? keys(Object.getOwnPropertyDescriptor(properties, name)?.value)
      : [];
  };
  const nested = fc
    .constantFrom('notifications', 'bootstrap', 'local', 'templates', 'lookups')
    .chain((name) =>
      fc
        .dictionary(fc.constantFrom(...sectionsOf(name)), value, { maxKeys: 2 })
        .map((content) => ({ [name]: content })),
    );
  const section = fc
    .tuple(fc.dictionary(fc.constantFrom(...TOP), value, { maxKeys: 2 }), nested)
    .map(([flat, deep]) => ({ ...flat, ...deep }));
  const document = fc.oneof(
    section,
    section.map((content) => ({ environments: { live: content } })),
    fc.dictionary(fc.constantFrom(...TOP, 'unknown'), value, { maxKeys: 1 }),
  );

  it('allow and refuse the same documents', () => {
    const seen = { allowed: 0, refused: 0 };
    fc.assert(
      fc.property(document, (content) => {
        const allowed = accepted(content);
        seen[allowed ? 'allowed' : 'refused'] += 1;
        expect(fulfils(content, published)).toBe(allowed);
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(seen.allowed, seen.refused)).toBeGreaterThan(300);
  });
});
