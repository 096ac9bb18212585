import { BgDeployError } from '../errors.js';
import type { BuildImage, BuildOutput } from './build-output.js';
import { imageFromEnvironment, sourceVersionOf } from './codebuild.js';
import { looksLikeEnvFile, parseEnvFile } from './env-file.js';
import { parseImageFile } from './image-file.js';
import { parseImageFlag } from './image-flag.js';

/** A file that a build wrote. */
export interface BuildOutputFile {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

/** Where the knowledge of a build comes from. */
export interface BuildOutputSources {
  /** Values of `--image`. */
  readonly images?: readonly string[];
  readonly files?: readonly BuildOutputFile[];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads all that a build says of itself. What kind a file is, its content tells.
 *
 * @throws BgDeployError `build-output-invalid`, `image-invalid` or `usage-invalid`
 */
export function readBuildOutput({ images = [], files = [], env = {} }: BuildOutputSources): BuildOutput {
  const found: BuildImage[] = images.map(parseImageFlag);
  let values: Record<string, string> = {};
  for (const { file, text: raw } of files) {
    const text = raw.replace(/^\uFEFF/, '');
    if (text.trim() === '') {
      throw new BgDeployError('build-output-invalid', 'the file is empty', {
        remedy: 'It should hold {"ImageURI": "…"}, a list of images by container, or NAME=VALUE lines.',
        place: { file, line: 1, column: 1 },
      });
    }
    if (/^\s*[[{]/.test(text) || (/\.json$/i.test(file) && !looksLikeEnvFile(text))) {
      found.push(...parseImageFile(file, text));
    } else {
      const variables = parseEnvFile(file, text);
      values = { ...values, ...variables };
      const image = imageFromEnvironment({ ...variables });
      if (image) found.push({ ...image, origin: `${image.origin} in ${file}`, place: { file } });
    }
  }
  const offered = found.length === 0 ? imageFromEnvironment(env) : undefined;
  const sourceVersion = sourceVersionOf(env) ?? sourceVersionOf(values);
  return {
    images: withoutRepetition(found),
    ...(offered ? { offered } : {}),
    values,
    ...(sourceVersion ? { sourceVersion } : {}),
  };
}

/** A build often prints the same image into several files; what is said with a name needs no saying without one. */
function withoutRepetition(images: readonly BuildImage[]): BuildImage[] {
  const named = new Set(images.filter(({ name }) => name !== undefined).map(({ reference }) => reference.text));
  const kept = new Set<string>();
  return images.filter(({ name, reference }) => {
    const key = `${name ?? ''} ${reference.text}`;
    if (kept.has(key) || (name === undefined && named.has(reference.text))) return false;
    kept.add(key);
    return true;
  });
}
