import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = resolve(fileURLToPath(import.meta.url), '../../src');

/**
 * Who may import whom, by top-level folder (or file) of `src`. Everybody may import `domain`, `errors.ts` and
 * `clock.ts`. The same picture stands in docs/architecture.md.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  'errors.ts': [],
  'clock.ts': [],
  template: [],
  files: [],
  'build-output': ['template'],
  appspec: ['template'],
  taskdef: ['template', 'build-output'],
  config: ['files', 'template'],
  generate: ['files', 'template', 'build-output', 'appspec', 'taskdef', 'lookup', 'aws'],
  aws: [],
  lookup: ['aws', 'files', 'template'],
  preflight: ['aws', 'appspec', 'taskdef'],
  deployment: ['aws', 'appspec', 'taskdef', 'preflight'],
  diff: ['aws', 'appspec', 'build-output', 'preflight', 'deployment'],
  bootstrap: ['config', 'generate', 'taskdef', 'appspec', 'aws', 'deployment', 'notify'],
  init: ['generate', 'build-output', 'taskdef', 'appspec', 'template', 'aws'],
  notify: ['aws', 'deployment'],
  engine: [],
  'index.ts': [
    'config',
    'template',
    'build-output',
    'appspec',
    'taskdef',
    'generate',
    'aws',
    'preflight',
    'deployment',
    'diff',
    'bootstrap',
    'notify',
  ],
  cli: [
    'index.ts',
    'config',
    'template',
    'build-output',
    'appspec',
    'taskdef',
    'generate',
    'aws',
    'preflight',
    'deployment',
    'diff',
    'bootstrap',
    'init',
    'notify',
    'engine',
  ],
};

const FOR_ALL = ['domain', 'errors.ts', 'clock.ts'];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly specifier: string;
  readonly to: string | undefined;
  readonly typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : path.endsWith('.ts') ? [path] : [];
  });
}

const roomOf = (path: string) => relative(SRC, path).split(/[\\/]/)[0] ?? '';

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)(\s+type)?\b[^'";]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/g),
  ];
  return found.map((match) => {
    const specifier = match[2] ?? match[3] ?? '';
    return {
      file: relative(SRC, file),
      from: roomOf(file),
      specifier,
      to: specifier.startsWith('.') ? roomOf(resolve(dirname(file), specifier.replace(/\.js$/, '.ts'))) : undefined,
      typeOnly: match[1] !== undefined,
    };
  });
}

const imports = sourceFiles(SRC).flatMap(importsOf);
const told = (found: readonly Import[]) => found.map((one) => `${one.file} imports ${one.specifier}`);

describe('the directions of imports', () => {
  it('knows every room of src', () => {
    expect([...new Set(sourceFiles(SRC).map(roomOf))].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  it('follow the map of the architecture', () => {
    const wrong = imports.filter(
      ({ from, to }) => to !== undefined && to !== from && !FOR_ALL.includes(to) && !MAY_IMPORT[from]?.includes(to),
    );
    expect(told(wrong)).toEqual([]);
  });

  it('let the engine share vocabulary with the code that deploys, never behaviour', () => {
    const engine = imports.filter(({ from, to }) => from === 'engine' && to !== undefined && to !== 'engine');
    expect(told(engine.filter(({ to }) => !FOR_ALL.includes(to ?? '')))).toEqual([]);
  });

  it('keep the engine out of everything but the command line', () => {
    const users = imports.filter(({ from, to }) => to === 'engine' && from !== 'engine');
    expect(told(users.filter(({ from }) => from !== 'cli'))).toEqual([]);
  });

  it('load the engine in the command line only where it is asked for', () => {
    const eager = imports.filter(({ from, to, file, typeOnly, specifier }) => {
      const lazily = new RegExp(`import\\('${specifier.replaceAll('.', '\\.')}'\\)`).test(
        readFileSync(join(SRC, file), 'utf8'),
      );
      return to === 'engine' && from === 'cli' && !typeOnly && !lazily;
    });
    expect(told(eager)).toEqual([]);
  });

  it('let the vocabulary know of no machine and load no library', () => {
    const outside = imports.filter(({ from, to, typeOnly }) => from === 'domain' && to === undefined && !typeOnly);
    expect(told(outside)).toEqual([]);
  });
});

describe('only the endpoint tells the engine from AWS', () => {
  const deploying = sourceFiles(SRC).filter((file) => !['engine', 'cli', 'config'].includes(roomOf(file)));

  it('has no question about local mode in the code that deploys', () => {
    const asking = deploying.filter((file) =>
      /\b(if|&&|\|\||\?)\s*\(?\s*!?\s*(?:\w+\.)*(isLocal|local|useLocal|localMode)\b/.test(readFileSync(file, 'utf8')),
    );
    expect(asking.map((file) => relative(SRC, file))).toEqual([]);
  });

  it('talks to AWS nowhere but through the clients that it is handed', () => {
    const making = deploying.filter(
      (file) =>
        roomOf(file) !== 'aws' &&
        /new (CodeDeploy|ECS|ElasticLoadBalancingV2|SNS|SSM|SecretsManager|CloudFormation|S3)Client\b/.test(
          readFileSync(file, 'utf8'),
        ),
    );
    expect(making.map((file) => relative(SRC, file))).toEqual([]);
  });
});
