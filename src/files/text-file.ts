import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';

/** Why a file could not be read. */
export type Unreadable = { readonly missing: boolean; readonly reason: string };

/**
 * Reads a text file: UTF-8, or UTF-16 with a byte order mark, which is what `>` writes in Windows PowerShell.
 *
 * @returns the text without its byte order mark, or why there is none
 */
export async function readTextFile(path: string): Promise<{ readonly text: string } | Unreadable> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const reasons: Record<string, string> = {
      ENOENT: 'does not exist',
      ENOTDIR: 'does not exist',
      EISDIR: 'is a folder',
      EACCES: 'may not be read',
    };
    return { missing: code === 'ENOENT' || code === 'ENOTDIR', reason: reasons[code] ?? `cannot be read (${code})` };
  }
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { missing: false, reason: 'is not text in UTF-8' };
  }
}

/** A path as messages name it: from the working folder on, unless that leads out of it. */
export function displayPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}
