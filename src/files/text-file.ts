import { createReadStream } from 'node:fs';
import { relative } from 'node:path';

/** Why a file could not be read. */
export type Unreadable = { readonly missing: boolean; readonly reason: string };

/** No file that is read is so long; each kind has a limit of its own below this. Devices and pipes may have no end. */
const LONGEST = 32 * 1024 * 1024;

/**
 * Reads a text file: UTF-8, or UTF-16 with a byte order mark, which is what `>` writes in Windows PowerShell.
 *
 * @returns the text without its byte order mark, or why there is none
 */
export async function readTextFile(path: string): Promise<{ readonly text: string } | Unreadable> {
  let bytes: Buffer;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(path, { end: LONGEST })) chunks.push(chunk);
    bytes = Buffer.concat(chunks);
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
  if (bytes.length > LONGEST) return { missing: false, reason: 'is longer than 32 MiB' };
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
