import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The buildspec.yml that comes with this package. */
export async function packedBuildspec(): Promise<string> {
  // Asked by the package's own name: where this file lies in it is the build's affair.
  const manifest = createRequire(import.meta.url).resolve('bg-deploy/package.json');
  return readFile(join(dirname(manifest), 'buildspec.yml'), 'utf8');
}
