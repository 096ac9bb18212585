import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const CORPUS = process.env.BG_DEPLOY_CORPUS ?? resolve(fileURLToPath(import.meta.url), '../../../../shared/corpus');

/** Whether the collection of other people's files is here; they are no part of the project. */
export const present = existsSync(join(CORPUS, 'MANIFEST.tsv'));

/** What stands behind the name of a suite that is left out, so that its absence is read. */
export const absent = present ? '' : ` (SKIPPED: there is no corpus of other people's files at ${CORPUS})`;

/** A file of the collection. */
export const textOf = (file: string): string => readFileSync(join(CORPUS, file), 'utf8');

/** A file as the collection's manifest names it. */
export interface CollectedFile {
  readonly file: string;
  readonly kind: string;
  /** `yes`, `after-substitution` or `no`: what the collectors say of its shape. */
  readonly shape: string;
}

/** The files of a kind. Blocks cut from documentation are no files of anybody. */
export function filesOf(kind: string): CollectedFile[] {
  return textOf('MANIFEST.tsv')
    .split('\n')
    .map((row) => row.split('\t'))
    .filter((row) => row[3] === kind && row[7] !== 'doc-snippet')
    .map(([repository = '', path = '', , , , , shape = '']) => ({
      file: `${repository.replace('/', '+')}/${path}`,
      kind,
      shape,
    }))
    .filter(({ file }) => existsSync(join(CORPUS, file)));
}
