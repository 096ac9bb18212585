import type { SourcePlace } from '../errors.js';
import type { ImageReference } from './image-reference.js';

/** An image that a build made. */
export interface BuildImage {
  /** Whom it is for: a container, an image placeholder or a repository. Absent where the build does not say. */
  readonly name?: string;
  readonly reference: ImageReference;
  /** How messages call its source, e.g. `--image` or `imageDetail.json`. */
  readonly origin: string;
  readonly place?: SourcePlace;
}

/** All that is known of a build. */
export interface BuildOutput {
  /** From `--image` and build output files. */
  readonly images: readonly BuildImage[];
  /** What the build's environment alone tells (`IMAGE_URI`): taken for an image placeholder that has nothing else. */
  readonly offered?: BuildImage;
  /** The variables of env files. */
  readonly values: Readonly<Record<string, string>>;
  /** The commit that was built, where CodeBuild says it: for the deployment's description. */
  readonly sourceVersion?: string;
}

/** A build of which nothing is known. */
export const NO_BUILD_OUTPUT: BuildOutput = { images: [], values: {} };
