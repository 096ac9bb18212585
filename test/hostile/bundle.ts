import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');

/** A program that was bundled as the command line is; its file is gone when it is disposed of. */
export interface Bundled extends Disposable {
  readonly file: string;
}

/** Bundles a file of this folder with all that it imports, so that a bare Node.js can run it. */
export async function bundle(entry: string): Promise<Bundled> {
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-bundle-'));
  const file = join(folder, 'program.mjs');
  await build({
    absWorkingDir: ROOT,
    entryPoints: [join('test/hostile', entry)],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    mainFields: ['module', 'main'],
    conditions: ['module'],
    define: { __BG_DEPLOY_VERSION__: '"0.1.0"' },
    alias: { 'string-width': './build/plain-width.mjs' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
