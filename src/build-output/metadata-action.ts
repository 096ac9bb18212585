import type { Node } from 'jsonc-parser';
import type { FileReading } from './file-reading.js';
import { imageOfNames } from './image-names.js';
import { type JsonFile, memberValue, referencesIn, textOf, textsOf } from './json-file.js';

/** Whether an object is the `json` output of `docker/metadata-action`. */
export function isMetadataAction(node: Node): boolean {
  return (
    memberValue(node, 'tags')?.type === 'array' &&
    (memberValue(node, 'labels')?.type === 'object' || memberValue(node, 'annotations')?.type === 'array')
  );
}

/**
 * Reads the `json` output of `docker/metadata-action`: all names of one image, and its labels. It is written before the
 * build, and so knows no digest.
 *
 * @throws BgDeployError `build-output-invalid` where there is no name, or one that is no reference
 * @see https://github.com/docker/metadata-action#outputs
 */
export function readMetadataAction(json: JsonFile): FileReading {
  const tags = memberValue(json.root, 'tags');
  const image = tags && imageOfNames(referencesIn(json, tags, textsOf(tags)));
  if (!tags || !image) {
    return json.fail(tags ?? json.root, 'there is no tag', 'Give docker/metadata-action images: and tags: to name.');
  }
  const revision = textOf(memberValue(json.root, 'labels'), 'org.opencontainers.image.revision');
  return {
    kind: 'the JSON of docker/metadata-action',
    images: [{ ...image, origin: json.file, place: json.placeOf(tags) }],
    ...(revision ? { commit: revision } : {}),
  };
}
