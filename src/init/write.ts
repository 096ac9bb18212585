import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { BgDeployError } from '../errors.js';
import type { PlannedFile } from './subject.js';

/** Configurations that would be found beside the one that is written. */
const OTHER_CONFIGURATIONS = ['bg-deploy.yaml', 'bg-deploy.json'];

/** What became of the planned files; paths as they were planned. */
export interface WrittenFiles {
  readonly written: readonly string[];
  /** They held that text already. */
  readonly unchanged: readonly string[];
}

/**
 * Writes the planned files into a folder, which is made where it is not there. Nothing is overwritten unasked: where a
 * file exists with another text, nothing is written at all.
 *
 * @throws BgDeployError `file-exists` with every such file
 */
export async function writePlanned(
  folder: string,
  files: readonly PlannedFile[],
  { force = false }: { readonly force?: boolean } = {},
): Promise<WrittenFiles> {
  const found = await Promise.all(files.map(({ path }) => contentOf(resolve(folder, path))));
  const unchanged = files.filter(({ text }, index) => found[index] === text).map(({ path }) => path);
  const others = await Promise.all(
    OTHER_CONFIGURATIONS.map(async (path) => ((await exists(resolve(folder, path))) ? [path] : [])),
  );
  const inTheWay = [
    ...files.filter(({ text }, index) => found[index] !== undefined && found[index] !== text).map(({ path }) => path),
    ...others.flat(),
  ];
  if (inTheWay.length > 0 && !force) {
    const [first = '', ...rest] = inTheWay;
    const remedy = 'Nothing was written. Move it away, write elsewhere by --dir, or overwrite by --force.';
    throw new BgDeployError('file-exists', 'the file exists', {
      remedy,
      place: { file: first },
      others: rest.map((file) => ({ message: 'the file exists', remedy: 'As above.', place: { file } })),
    });
  }
  const written: string[] = [];
  for (const { path, text } of files) {
    if (unchanged.includes(path)) continue;
    const full = resolve(folder, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, text, force ? {} : { flag: 'wx' });
    written.push(path);
  }
  return { written, unchanged };
}

/** `undefined` where there is nothing; what is no file has no text that could be the planned one. */
async function contentOf(path: string): Promise<string | undefined> {
  if (!(await exists(path))) return undefined;
  return readFile(path, 'utf8').catch(() => '');
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
