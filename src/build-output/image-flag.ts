import { BgDeployError } from '../errors.js';
import type { BuildImage } from './build-output.js';
import { imageMistake } from './image-mistake.js';
import { parseImageReference } from './image-reference.js';

/**
 * Reads the value of `--image`: `NAME=URI`, or `URI` alone; NAME is a container, an image placeholder or a repository.
 *
 * @throws BgDeployError `image-invalid`, or `usage-invalid` without a name before the `=`
 */
export function parseImageFlag(value: string): BuildImage {
  const equals = value.indexOf('=');
  const name = equals === -1 ? undefined : value.slice(0, equals).trim();
  if (name === '') {
    throw new BgDeployError('usage-invalid', `--image ${value.slice(0, 300)} names nothing before the =`, {
      remedy: 'Write --image NAME=URI, NAME being a container, an image placeholder or a repository, or --image URI.',
    });
  }
  const uri = value.slice(equals + 1).trim();
  const reference = parseImageReference(uri);
  if (!reference) {
    throw new BgDeployError(
      'image-invalid',
      `--image ${value.slice(0, 300)}: ${uri ? `${uri.slice(0, 300)} ${imageMistake(uri)}` : 'there is no image'}`,
      {
        remedy: 'Write registry/repository:tag or registry/repository@sha256:…, the repository in small letters.',
      },
    );
  }
  return { ...(name === undefined ? {} : { name }), reference, origin: '--image' };
}
