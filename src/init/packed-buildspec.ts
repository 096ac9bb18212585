import { readFile } from 'node:fs/promises';

/** The buildspec.yml that comes with this package. */
export async function packedBuildspec(): Promise<string> {
  // This file stands two folders below the package's own, as a source and in what is built of it.
  return readFile(new URL('../../buildspec.yml', import.meta.url), 'utf8');
}
