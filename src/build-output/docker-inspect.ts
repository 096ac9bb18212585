import type { Node } from 'jsonc-parser';
import type { Finding } from '../errors.js';
import type { BuildImage } from './build-output.js';
import type { FileReading } from './file-reading.js';
import { imageOfNames } from './image-names.js';
import { pinnedTo, repositoryOf } from './image-reference.js';
import { itemsOf, type JsonFile, memberValue, referencesIn, textOf, textsOf } from './json-file.js';

/** Whether an object is an image as `docker inspect`, `podman inspect` and `buildah inspect --type image` tell of it. */
export function isInspectedImage(node: Node): boolean {
  return memberValue(node, 'RepoDigests') !== undefined || memberValue(node, 'RepoTags') !== undefined;
}

/**
 * Reads what `docker inspect` (or `podman inspect`) prints of images: names from `RepoTags`, digests from
 * `RepoDigests`. `Id` is left alone: it is the id of the image here, and no registry knows it.
 *
 * @throws BgDeployError `build-output-invalid` where an image has no name
 * @see https://docs.docker.com/reference/api/engine/version/v1.47/#tag/Image/operation/ImageInspect
 */
export function readDockerInspect(json: JsonFile): FileReading {
  const nodes = json.root.type === 'array' ? itemsOf(json.root) : [json.root];
  const warnings: Finding[] = [];
  const images = nodes.map((node): BuildImage => {
    const tags = referencesIn(
      json,
      memberValue(node, 'RepoTags') ?? node,
      named(textsOf(memberValue(node, 'RepoTags'))),
    );
    const pushed = referencesIn(
      json,
      memberValue(node, 'RepoDigests') ?? node,
      named(textsOf(memberValue(node, 'RepoDigests'))),
    );
    const digests = new Set(pushed.flatMap(({ digest }) => digest ?? []));
    // Registries may compress anew: with several digests, each holds for its own repository only.
    const [digest] = digests.size === 1 ? digests : [];
    const names = tags.flatMap((tag) => {
      const own = pushed.find((one) => repositoryOf(one) === repositoryOf(tag))?.digest;
      return digests.size > 1 && own !== undefined ? [pinnedTo(tag, own)] : [tag];
    });
    const image = imageOfNames(
      [...names, ...pushed.filter((one) => !tags.some((tag) => sameRepository(one, tag)))],
      digest,
    );
    if (!image) {
      return json.fail(
        node,
        'the image has neither a tag nor a digest of a registry',
        'Tag it, push it, and inspect it again.',
      );
    }
    if (pushed.length === 0) {
      warnings.push({
        rule: 'image-not-pushed',
        message: `${image.reference.text} has no RepoDigests: it was not pushed when it was inspected`,
        remedy: 'Inspect it after the push.',
        place: json.placeOf(node),
      });
    }
    return { ...image, origin: json.file, place: json.placeOf(node) };
  });
  if (images.length === 0) return json.fail(json.root, 'the list names no image', 'Inspect an image.');
  const revisions = new Set(
    nodes.flatMap((node) => {
      const labels = memberValue(memberValue(node, 'Config'), 'Labels') ?? memberValue(node, 'Labels');
      return textOf(labels, 'org.opencontainers.image.revision') ?? [];
    }),
  );
  const [commit] = revisions.size === 1 ? revisions : [];
  return { kind: 'images as docker inspect tells of them', images, ...(commit ? { commit } : {}), warnings };
}

const sameRepository = (one: Parameters<typeof repositoryOf>[0], other: Parameters<typeof repositoryOf>[0]) =>
  repositoryOf(one) === repositoryOf(other);

/** Docker writes `<none>` for what an image does not have. */
const named = (names: readonly string[]) => names.filter((name) => !name.includes('<none>'));
