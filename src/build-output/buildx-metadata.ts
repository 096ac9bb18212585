import type { Node } from 'jsonc-parser';
import type { Finding } from '../errors.js';
import type { BuildImage } from './build-output.js';
import type { FileReading } from './file-reading.js';
import { imageOfNames } from './image-names.js';
import { isSha256 } from './image-reference.js';
import { type JsonFile, membersOf, memberValue, referencesIn, textOf } from './json-file.js';

/** Whether an object is what one build of BuildKit says of itself. */
export function isBuildMetadata(node: Node): boolean {
  return membersOf(node).some(([name]) => name === 'image.name' || name.startsWith('containerimage.'));
}

/** Whether an object holds such objects by target, as `docker buildx bake` writes it. */
export function isBakeMetadata(node: Node): boolean {
  return membersOf(node).some(([, value]) => isBuildMetadata(value));
}

/**
 * Reads the `--metadata-file` of `docker buildx build`, `docker buildx imagetools create`, `buildctl` and, by target,
 * `docker buildx bake`.
 *
 * @throws BgDeployError `build-output-invalid` where the build gave the image no name
 * @see https://docs.docker.com/reference/cli/docker/buildx/build/#metadata-file
 */
export function readBuildxMetadata(json: JsonFile): FileReading {
  const { file, root } = json;
  const warnings: Finding[] = [];
  if (isBuildMetadata(root)) {
    const image = buildImage(json, root, warnings);
    if (!image) return json.fail(root, 'the build gave the image no name', NAME_IT);
    return { kind: 'the metadata of docker buildx', images: [image], ...commitOf([root]), warnings };
  }
  const targets = membersOf(root).filter(([, value]) => isBuildMetadata(value));
  const images = targets.flatMap(([name, node]): BuildImage[] => {
    const image = buildImage(json, node, warnings);
    return image ? [{ ...image, name, optional: true, origin: `${name} in ${file}` }] : [];
  });
  if (images.length === 0) return json.fail(root, 'no target of the build gave its image a name', NAME_IT);
  return { kind: 'the metadata of docker buildx bake', images, ...commitOf(targets.map(([, node]) => node)), warnings };
}

const NAME_IT = 'Build with --tag registry/repository:tag, or with --output type=image,name=….';

function buildImage(json: JsonFile, node: Node, warnings: Finding[]): BuildImage | undefined {
  const names = memberValue(node, 'image.name');
  const text = textOf(node, 'image.name') ?? '';
  if (!names || text === '') return undefined;
  const given = text.split(',').flatMap((name) => name.trim() || []);
  const digest = textOf(node, 'containerimage.digest');
  const isImageId = digest !== undefined && digest === textOf(node, 'containerimage.config.digest');
  if (isImageId) {
    warnings.push({
      rule: 'image-id-no-digest',
      message: 'the digest in the metadata is the id of the image in the local Docker, which no registry knows',
      remedy: 'Build with --push: then the metadata holds the digest of the registry.',
      place: json.placeOf(memberValue(node, 'containerimage.digest') ?? node),
    });
  }
  const usable = digest !== undefined && isSha256(digest) && !isImageId ? digest : undefined;
  const image = imageOfNames(referencesIn(json, names, given), usable);
  return image && { ...image, origin: json.file, place: json.placeOf(node) };
}

/** The commit, where all builds of the file agree on it: annotation of the image, or provenance. */
function commitOf(builds: readonly Node[]): { commit?: string } {
  const commits = new Set(
    builds.flatMap((build) => {
      const annotations = memberValue(memberValue(build, 'containerimage.descriptor'), 'annotations');
      const provenance = memberValue(build, 'buildx.build.provenance');
      const vcs = (metadata: Node | undefined) =>
        memberValue(memberValue(metadata, 'https://mobyproject.org/buildkit@v1#metadata'), 'vcs');
      return (
        textOf(annotations, 'org.opencontainers.image.revision') ??
        textOf(vcs(memberValue(provenance, 'metadata')), 'revision') ??
        []
      );
    }),
  );
  const [commit, another] = commits;
  return commit !== undefined && another === undefined ? { commit } : {};
}
