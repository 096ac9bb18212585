// Builds what the package runs from. The library keeps its dependencies as they are installed; the command line is
// bundled with them, because loading four AWS clients from a thousand files takes longer than most commands do.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import { asCommonJs } from './build/as-commonjs.mjs';
import { keepTogether } from './build/keep-together.mjs';
import { onlyShapes } from './build/only-shapes.mjs';

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  splitting: true,
  define: { __BG_DEPLOY_VERSION__: JSON.stringify(version) },
  logLevel: 'warning',
  write: false,
};

/** Others that are bundled (pino) use more of it than the stand-in has. */
const plainAssertForYargs = {
  name: 'plain-assert-for-yargs',
  setup({ onResolve }) {
    onResolve({ filter: /^(?:node:)?assert$/ }, ({ importer }) =>
      /[\\/]yargs[\\/]/.test(importer) ? { path: resolve('build/plain-assert.mjs') } : undefined,
    );
  },
};

/** `generate` checks what is registered, and does not register it. */
const ecsShapes = onlyShapes(join(resolve('src/taskdef'), sep), '@aws-sdk/client-ecs');

const library = await build({
  ...shared,
  entryPoints: ['src/index.ts', 'src/engine/index.ts'],
  outdir: 'dist',
  packages: 'external',
});
const commandLine = await build({
  ...shared,
  entryPoints: ['src/cli/bin.ts'],
  outdir: 'dist/cli',
  metafile: true,
  // The ES module of a package splits better than its CommonJS, and one of them (jsonc-parser) cannot be bundled at all.
  mainFields: ['module', 'main'],
  conditions: ['module'],
  alias: {
    'string-width': './build/plain-width.mjs',
    // The same code as ES modules: what nobody calls stays out of the bundle, and nothing runs in seventy wrappers.
    yaml: './node_modules/yaml/browser/dist/index.js',
  },
  plugins: [plainAssertForYargs, ecsShapes],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'inline',
});
const any = ['src/cli/main.ts', 'src/config/read-file.ts'];
const making = [
  ...any,
  'src/cli/commands/generate.ts',
  'src/generate/from-files.ts',
  'src/generate/write-artifacts.ts',
];
const aws = ['codedeploy', 'ecs', 'elbv2'].map((service) => `src/aws/${service}/client.ts`);
const looking = [...any, ...aws, 'src/cli/commands/status.ts', 'src/deployment/status.ts'];
const releasing = [...making, ...aws, 'src/cli/commands/start.ts', 'src/deployment/start.ts'];
const kept = await keepTogether(
  commandLine,
  'src/cli/bin.ts',
  [
    [making, looking],
    // Before AWS is asked, as for `--help`.
    [
      [...any, 'src/cli/commands/status.ts'],
      [...any, 'src/cli/commands/start.ts'],
    ],
    [looking, releasing],
    [making, releasing],
  ],
  { ...shared, outdir: 'dist/cli', chunkNames: 'chunk-[hash]', minifyWhitespace: true, legalComments: 'external' },
);
const started = await asCommonJs(kept.outputFiles, { target: shared.target, platform: 'node', minifyWhitespace: true });
const files = [
  ...library.outputFiles,
  ...started,
  // The package's modules are ES modules otherwise.
  { path: resolve('dist/cli/package.json'), contents: Buffer.from('{ "type": "commonjs" }\n') },
];

// Whole files in the place of whole files: several test runs may build while the commands of others start.
for (const { path, contents } of files) {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(contents)) continue;
  const draft = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, contents, { mode: path.endsWith(join('cli', 'bin.js')) ? 0o755 : 0o644 });
  await rename(draft, path);
}

// What an earlier build left is not to be packed; `--keep` leaves it to processes that still run from it. The
// declarations are the compiler's (`npm run types`), and stay.
if (!process.argv.includes('--keep')) {
  const known = new Set(files.map(({ path }) => path));
  for (const entry of await readdir('dist', { recursive: true, withFileTypes: true })) {
    const path = resolve(entry.parentPath, entry.name);
    if (entry.isFile() && !known.has(path) && !path.startsWith(resolve('dist/types'))) await rm(path);
  }
}
