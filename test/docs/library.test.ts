import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

function snippetsOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
}

/** What the compiler says of modules that import `bg-deploy` as an installed package would be imported. */
function complaintsAbout(modules: Readonly<Record<string, string>>): string {
  // Inside the project, where the types of Node.js and of the SDK are found.
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'snippets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(modules)) writeFileSync(join(folder, name), text);
  const settings = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      paths: {
        'bg-deploy': [join(ROOT, 'src/index.ts')],
        'bg-deploy/engine': [join(ROOT, 'src/engine/index.ts')],
      },
      // A snippet may end with what its reader goes on with.
      noUnusedLocals: false,
    },
    include: [],
    files: Object.keys(modules),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [TSC, '--noEmit', '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error) throw error;
  return status === 0 ? '' : `${stdout}${stderr}` || `tsc ended with ${status}`;
}

/** Snippets as modules, named by their page: `library-1.mts`. */
function modulesOf(page: string): Record<string, string> {
  const name = basename(page, '.md');
  return Object.fromEntries(snippetsOf(page).map((text, i) => [`${name}-${i + 1}.mts`, text]));
}

const PAGES = ['docs/library.md', 'docs/engine.md'];

describe('the TypeScript in the documents', () => {
  it.each(PAGES)('of %s compiles against the library', (page) => {
    const modules = modulesOf(page);
    expect(Object.keys(modules)).not.toEqual([]);
    expect(complaintsAbout(modules)).toBe('');
  }, 60_000);

  it('imports nothing that it does not use', () => {
    for (const text of PAGES.flatMap(snippetsOf)) {
      for (const [, imported = '', rest = ''] of text.matchAll(/^import \{ (.*?) \} from .*\n([\s\S]*)$/gm)) {
        for (const name of imported.split(', ')) expect(rest, text).toMatch(new RegExp(`\\b${name}\\b`));
      }
    }
  });

  it('is refused when it calls what is not there', () => {
    const wrong = {
      'wrong-1.mts': "import { begin } from 'bg-deploy';\nbegin();\n",
      'wrong-2.mts': "import { startEngine } from 'bg-deploy/engine';\nawait startEngine({ speed: 'fast' });\n",
    };
    const complaints = complaintsAbout(wrong);
    expect(complaints).toMatch(/wrong-1\.mts.*TS2305/);
    expect(complaints).toMatch(/wrong-2\.mts.*TS2322/);
  }, 60_000);
});
