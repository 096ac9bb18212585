import { type ImageReference, isSha256, pinnedTo, repositoryOf } from './image-reference.js';
import { isMovingTag } from './moving-tag.js';

/** One image under its several names. */
export interface NamedImage {
  readonly reference: ImageReference;
  readonly also?: readonly ImageReference[];
  readonly digest?: string;
}

/**
 * Chooses the name that says most out of the names that a build gave one image: the first with a tag that stays (not
 * `latest`, not a branch), otherwise the first. The others stay known, for templates that name another registry.
 *
 * @param digest - what the registry calls the image; where no name has a tag, it is the only thing that says which image
 */
export function imageOfNames(names: readonly ImageReference[], digest?: string): NamedImage | undefined {
  const [first] = names;
  if (!first) return undefined;
  const known = digest !== undefined && isSha256(digest) ? digest : names.find((name) => name.digest)?.digest;
  const inFirst = names.filter((name) => repositoryOf(name) === repositoryOf(first));
  const best = inFirst.find((name) => name.digest === undefined && !isMovingTag(name.tag)) ?? first;
  const bare = best.tag === undefined && best.digest === undefined;
  const reference = bare && known !== undefined ? pinnedTo(best, known) : best;
  const also = names.filter((name) => name !== best);
  return {
    reference,
    ...(also.length > 0 ? { also } : {}),
    ...(known === undefined ? {} : { digest: known }),
  };
}

/** The name of the image in each repository that it was pushed to. */
export function namesByRepository({ reference, also = [] }: NamedImage): Map<string, ImageReference> {
  const names = new Map([[repositoryOf(reference), reference]]);
  for (const other of also) {
    const repository = repositoryOf(other);
    const kept = names.get(repository);
    if (!kept || (kept !== reference && isMovingTag(kept.tag) && !isMovingTag(other.tag))) names.set(repository, other);
  }
  return names;
}
