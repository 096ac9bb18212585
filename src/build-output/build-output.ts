import type { Finding, SourcePlace } from '../errors.js';
import type { BuildIdentity } from './build-identity.js';
import type { ImageReference } from './image-reference.js';

/** An image that a build made. */
export interface BuildImage {
  /** Whom it is for: a container, an image placeholder or a repository. Absent where the build does not say. */
  readonly name?: string;
  readonly reference: ImageReference;
  /** Other names of the same image: further tags, other registries. */
  readonly also?: readonly ImageReference[];
  /** What the registry calls it by content (`sha256:…`), where the build says it. */
  readonly digest?: string;
  /** The file tells of more than one release needs (a Compose file, say): it may fit no container. */
  readonly optional?: boolean;
  /** How messages call its source, e.g. `--image` or `imageDetail.json`. */
  readonly origin: string;
  readonly place?: SourcePlace;
}

/** An image that a file names but that cannot be used; a fault only where a container needs it. */
export interface FlawedImage {
  readonly name: string;
  readonly finding: Finding;
}

/** What a file turned out to be, in {@link BuildOutput.readings}. */
export interface BuildOutputReading {
  readonly file: string;
  /** A sentence's end, e.g. `the metadata of docker buildx: 2 images`. */
  readonly says: string;
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
  /** Which build it was, as far as it is known. */
  readonly identity?: BuildIdentity;
  /** Images that a container could need and that cannot be used. */
  readonly flawed?: readonly FlawedImage[];
  /** What each file was read as. */
  readonly readings?: readonly BuildOutputReading[];
  /** What is doubtful about the files and stops nothing. */
  readonly warnings?: readonly Finding[];
  /** What was decided about images, a sentence each. */
  readonly notes?: readonly string[];
}

/** A build of which nothing is known. */
export const NO_BUILD_OUTPUT: BuildOutput = { images: [], values: {} };
