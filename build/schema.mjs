// Writes the JSON Schema of the configuration. A test holds the file against what the reader of configurations knows.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = await mkdtemp(join(tmpdir(), 'bg-deploy-schema-'));
try {
  const outfile = join(folder, 'json-schema.mjs');
  const entryPoints = ['src/config/json-schema.ts'];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20.19' });
  const { configJsonSchema } = await import(pathToFileURL(outfile).href);
  await mkdir('schema', { recursive: true });
  await writeFile('schema/bg-deploy.schema.json', `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true });
}
