// Builds what the package runs from. The library keeps its dependencies as they are installed; the command line is
// bundled with them, because loading four AWS clients from a thousand files takes longer than most commands do.
import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  splitting: true,
  define: { __BG_DEPLOY_VERSION__: JSON.stringify(version) },
  logLevel: 'warning',
};

// The declarations are the compiler's (`npm run types`), and stay.
const built = await readdir('dist').catch(() => []);
await Promise.all(built.filter((name) => name !== 'types').map((name) => rm(`dist/${name}`, { recursive: true })));

await Promise.all([
  build({ ...shared, entryPoints: ['src/index.ts', 'src/engine/index.ts'], outdir: 'dist', packages: 'external' }),
  build({
    ...shared,
    entryPoints: ['src/cli/bin.ts'],
    outdir: 'dist/cli',
    chunkNames: 'chunk-[hash]',
    // The ES module of a package splits better than its CommonJS, and one of them (jsonc-parser) cannot be bundled at all.
    mainFields: ['module', 'main'],
    conditions: ['module'],
    alias: { 'string-width': './build/plain-width.mjs' },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'external',
    // CommonJS dependencies that are bundled into a module still ask for `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require=__createRequire(import.meta.url);",
    },
  }),
]);
await chmod('dist/cli/bin.js', 0o755);
