import type { Node } from 'jsonc-parser';
import type { FileReading } from './file-reading.js';
import { imageOfNames } from './image-names.js';
import { parseImageReference } from './image-reference.js';
import { type JsonFile, memberValue, referencesIn, textOf, textsOf } from './json-file.js';

/** Whether an object is what Jib writes of an image: `target/jib-image.json`. */
export function isJibMetadata(node: Node): boolean {
  return memberValue(node, 'image') !== undefined && memberValue(node, 'imageDigest') !== undefined;
}

/**
 * Reads Jib's `jib-image.json`: image, digest and tags. `imageId` is left alone: no registry knows it.
 *
 * @throws BgDeployError `build-output-invalid` where the image is no reference
 * @see https://github.com/GoogleContainerTools/jib/tree/master/jib-maven-plugin#additional-build-artifacts
 */
export function readJibMetadata(json: JsonFile): FileReading {
  const node = memberValue(json.root, 'image') ?? json.root;
  const [image] = referencesIn(json, node, [textOf(json.root, 'image') ?? '']);
  const tagged = textsOf(memberValue(json.root, 'tags')).flatMap((tag) => {
    const base = image && (image.registry === undefined ? image.path : `${image.registry}/${image.path}`);
    return parseImageReference(`${base}:${tag}`) ?? [];
  });
  // `image` has no tag where Jib was given several.
  const names = image?.tag === undefined && tagged.length > 0 ? tagged : [...(image ? [image] : []), ...tagged];
  const found = imageOfNames(names, textOf(json.root, 'imageDigest'));
  return {
    kind: "Jib's image metadata",
    images: found ? [{ ...found, origin: json.file, place: json.placeOf(node) }] : [],
  };
}
