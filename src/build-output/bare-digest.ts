import { BgDeployError } from '../errors.js';
import type { FileReading } from './file-reading.js';
import { isSha256 } from './image-reference.js';

/** Whether a text is one digest and nothing else. */
export function isBareDigest(text: string): boolean {
  return isSha256(text.trim());
}

/**
 * Reads a file that holds one digest: kaniko's `--digest-file`, Jib's `jib-image.digest`, podman's and buildah's
 * `push --digestfile`. The same line is in an `--iidfile` and in Jib's `jib-image.id`, and there it is the id of the
 * image on the machine that built it, which no registry knows: a task that is to pull it fails. Nothing in the file
 * tells the two apart, so its name has to.
 *
 * @throws BgDeployError `build-output-invalid` where the name says that it is an id, or does not say what it is
 * @see https://docs.docker.com/reference/cli/docker/buildx/build/#iidfile
 */
export function readBareDigest(file: string, text: string): FileReading {
  const place = { file, line: 1, column: 1 };
  const name = file.slice(-255).split(/[/\\]/).at(-1) ?? '';
  if (/digest/i.test(name)) {
    return { kind: 'the digest of an image', digest: { digest: text.trim(), place } };
  }
  const isId = /iid|image-?_?id|\.id$/i.test(name);
  throw new BgDeployError(
    'build-output-invalid',
    isId
      ? 'this is the id of an image (--iidfile), which no registry knows: nothing can be pulled by it'
      : 'this is a sha256 alone, and may be a digest of the registry or an id of the local image',
    {
      remedy: isId
        ? 'Use what the push wrote: docker buildx --metadata-file, or kaniko, podman and buildah --digestfile.'
        : 'If it is what the push returned, put "digest" into the file\'s name; an image id is of no use here.',
      place,
    },
  );
}
