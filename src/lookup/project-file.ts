import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { readTextFile } from '../files/text-file.js';
import { type Answerer, lookupFailed, oneByOne } from './outcome.js';

/** A task definition may be 64 KiB long; nothing that is longer can stand in one. */
const LIMIT = 64 * 1024;

/**
 * Texts of files inside a folder, without the line break at their end. What lies outside is refused, whether the path
 * or a link leads there: whoever may change a template must not read the machine that fills it.
 *
 * @param folder - absolute
 */
export function projectFiles(folder: string): Answerer {
  return oneByOne(async ({ args: [path = ''] }) => {
    const outside = lookupFailed(
      `the file ${path} is outside the project`,
      `Name a file in the folder of the configuration, or give the value by --set 'file:${path}=…'.`,
    );
    const remedy = 'Name a text file in the folder of the configuration; paths start there.';
    const wanted = resolve(folder, path);
    if (path.includes('\0')) throw lookupFailed('the name of the file has a NUL in it', remedy);
    if (!isInside(folder, wanted)) throw outside;
    const [root, real] = await Promise.all([realpath(folder), realpath(wanted).catch(() => undefined)]);
    if (real === undefined) throw lookupFailed(`the file ${path} does not exist`, remedy);
    if (!isInside(root, real)) throw outside;
    const found = await stat(real);
    // A pipe or a device may never end.
    if (!found.isFile()) throw lookupFailed(`${path} is no file`, remedy);
    if (found.size > LIMIT) {
      throw lookupFailed(`the file ${path} is longer than 64 KiB`, 'A whole task definition may not be so long.');
    }
    const read = await readTextFile(real);
    if (!('text' in read)) throw lookupFailed(`the file ${path} ${read.reason}`, remedy);
    return read.text.replace(/\r?\n$/, '');
  });
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
