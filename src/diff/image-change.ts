import { type ImageReference, parseImageReference, repositoryOf } from '../build-output/image-reference.js';

/** An image before or after. */
export interface ImageSide {
  /** The reference as it is written. */
  readonly text: string;
  /** `null` where the reference cannot be taken apart. */
  readonly repository: string | null;
  readonly tag: string | null;
  readonly digest: string | null;
  /** The commit it was built from, as far as its label or its tag tells; a short one as it stands there. */
  readonly commit: string | null;
}

/** Another image of a container. */
export interface ImageChange {
  readonly from: ImageSide | null;
  readonly to: ImageSide | null;
  /** Whether it comes out of another repository, which a new build of the same thing does not. */
  readonly otherRepository: boolean;
}

/** The label under which builds note the commit. */
const REVISION_LABEL = 'org.opencontainers.image.revision';

/** An image, taken apart. */
export function imageSide(text: string, labels: Readonly<Record<string, unknown>> = {}): ImageSide {
  const reference = parseImageReference(text);
  const label = labels[REVISION_LABEL];
  return {
    text,
    repository: reference ? repositoryOf(reference) : null,
    tag: reference?.tag ?? null,
    digest: reference?.digest ?? null,
    commit: typeof label === 'string' && /^[0-9a-f]{7,64}$/.test(label) ? label : commitInTag(reference),
  };
}

/** The change from one image to another; `null` where it is the same one, written the same. */
export function imageChange(from: ImageSide | null, to: ImageSide | null): ImageChange | null {
  if (from?.text === to?.text) return null;
  return { from, to, otherRepository: from !== null && to !== null && from.repository !== to.repository };
}

/**
 * The commit in a tag: `1a2b3c4`, `main-1a2b3c4`, `sha-1a2b3c4`, `v1.2.0-5-g1a2b3c4` (what `git describe` says). Digits
 * alone are a date or the number of a build, letters alone a word.
 */
function commitInTag(reference: ImageReference | undefined): string | null {
  const tag = reference?.tag ?? '';
  for (const part of tag.split(/[-_.]/)) {
    const sha = /^g?([0-9a-f]{7,40})$/.exec(part)?.[1];
    if (sha !== undefined && (sha.length === 40 || (/[0-9]/.test(sha) && /[a-f]/.test(sha)))) return sha;
  }
  return null;
}
