import type { BuildImage } from './build-output.js';
import { namesByRepository } from './image-names.js';
import { type ImageReference, repositoryOf, sameImage } from './image-reference.js';

/**
 * A build often tells of one image in several files: what one says with a name needs no saying without one, and what one
 * knows of the digest holds for the others.
 */
export function withoutRepetition(images: readonly BuildImage[]): BuildImage[] {
  const enriched = images.map((image) => enrich(image, images));
  const kept: BuildImage[] = [];
  const ordered = [
    ...enriched.filter(({ name }) => name !== undefined),
    ...enriched.filter(({ name }) => name === undefined),
  ];
  for (const image of ordered) {
    const same = kept.filter((other) => areSame(image, other));
    const repeated = same.some(
      // An optional image may fit nothing: it cannot stand for one that must.
      ({ name, optional }) => name === image.name || (image.name === undefined && !optional),
    );
    if (!repeated) kept.push(image);
  }
  // In the order in which they were told.
  return enriched.filter((image) => kept.includes(image));
}

/** Whether two images are told to be one: by a name of the same repository and tag, or by the digest. */
export function areSame(one: BuildImage, other: BuildImage): boolean {
  const digest = digestOf(one);
  if (digest !== undefined && digest === digestOf(other)) return shareRepository(one, other);
  if (digest !== undefined && digestOf(other) !== undefined) return false;
  return namesOf(one).some((name) => namesOf(other).some((another) => sameImage(name, another)));
}

function enrich(image: BuildImage, images: readonly BuildImage[]): BuildImage {
  if (digestOf(image) !== undefined) return image;
  const digests = new Set(
    images.flatMap((other) => (other !== image && areSame(image, other) ? (digestOf(other) ?? []) : [])),
  );
  const [digest, another] = digests;
  return digest !== undefined && another === undefined ? { ...image, digest } : image;
}

function shareRepository(one: BuildImage, other: BuildImage): boolean {
  const repositories = namesByRepository(other);
  return namesOf(one).some((name) => repositories.has(repositoryOf(name)));
}

const digestOf = ({ digest, reference }: BuildImage) => reference.digest ?? digest;

const namesOf = ({ reference, also = [] }: BuildImage): readonly ImageReference[] => [reference, ...also];
