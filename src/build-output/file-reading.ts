import type { Finding, SourcePlace } from '../errors.js';
import type { BuildImage, FlawedImage } from './build-output.js';

/** A digest that a file gives without saying of which image. */
export interface BareDigest {
  readonly digest: string;
  readonly place: SourcePlace;
}

/** What one build output file tells. */
export interface FileReading {
  /** What kind of file it is, e.g. `the metadata of docker buildx`. */
  readonly kind: string;
  readonly images?: readonly BuildImage[];
  readonly flawed?: readonly FlawedImage[];
  readonly values?: Readonly<Record<string, string>>;
  readonly digest?: BareDigest;
  /** The commit that the file says the image was made of. */
  readonly commit?: string;
  readonly warnings?: readonly Finding[];
}
