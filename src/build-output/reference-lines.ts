import type { FileReading } from './file-reading.js';
import { imageOfNames } from './image-names.js';
import { type ImageReference, parseImageReference, repositoryOf } from './image-reference.js';

/** More lines than any build has images. */
const LINES = 1000;

/**
 * Reads a file that holds nothing but image references, one a line: what `ko build` prints, kaniko's
 * `--image-name-with-digest-file` and `--image-name-tag-with-digest-file`, `docker inspect --format '{{index
 * .RepoDigests 0}}'`. Lines of one repository are one image.
 *
 * @returns `undefined` where a line is something else; a word alone is not taken for an image
 */
export function readReferenceLines(file: string, text: string): FileReading | undefined {
  const lines = text.trim().split(/\r?\n/);
  if (lines.length > LINES) return undefined;
  const byRepository = new Map<string, { readonly line: number; readonly names: ImageReference[] }>();
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const reference = /[/:@]/.test(line) ? parseImageReference(line) : undefined;
    if (!reference) return undefined;
    const repository = repositoryOf(reference);
    const known = byRepository.get(repository);
    if (known) known.names.push(reference);
    else byRepository.set(repository, { line: index + 1, names: [reference] });
  }
  const images = [...byRepository.values()].flatMap(({ line, names }) => {
    const digests = new Set(names.flatMap(({ digest }) => digest ?? []));
    const [digest] = digests.size === 1 ? digests : [];
    const image = imageOfNames(names, digest);
    return image ? [{ ...image, origin: file, place: { file, line, column: 1 } }] : [];
  });
  return images.length > 0 ? { kind: 'image references, one a line', images } : undefined;
}
