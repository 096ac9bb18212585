import type { Finding, SourcePlace } from '../errors.js';
import type { ImageReference } from './image-reference.js';

/** Tags that are named after a branch, an environment or a channel, and so are pushed again and again. */
const MOVING = new Set(
  (
    'main master trunk develop development dev test testing qa uat stage staging pre-prod preprod prod production ' +
    'live release stable edge nightly canary next current beta alpha rc snapshot'
  ).split(' '),
);

/** Whether a tag will name another image after the next build; `undefined` is no tag at all, which is `latest`. */
export function isMovingTag(tag: string | undefined): boolean {
  return tag === undefined || tag === 'latest' || MOVING.has(tag.toLowerCase());
}

/**
 * What is doubtful about the name of an image that goes into a task definition: a name that means another image
 * tomorrow makes a rollback to this task definition start that other image.
 *
 * @param whose - as messages call the container
 * @param digestKnown - the build said the image's digest, so that the image can be pinned to it
 */
export function movingTagWarnings(
  { text, tag, digest }: ImageReference,
  whose: string,
  place: SourcePlace,
  digestKnown = false,
): Finding[] {
  const remedy = digestKnown
    ? 'The build knows its digest: pin it by --pin-digest, or give each build a tag of its own.'
    : 'Give each build a tag of its own, e.g. the commit, or name the image by repository@sha256:…';
  if (digest !== undefined) {
    if (tag === undefined) return [];
    return [
      {
        rule: 'image-tag-and-digest',
        message: `${text}, the image of ${whose}, has a tag and a digest: ECS documents one or the other, and only the digest counts`,
        remedy: 'Name the image by repository@digest, or by repository:tag.',
        place,
      },
    ];
  }
  if (tag === undefined) {
    return [
      {
        rule: 'image-untagged',
        message: `${text}, the image of ${whose}, has no tag, which means latest: whatever was pushed last is what runs, after a rollback too`,
        remedy,
        place,
      },
    ];
  }
  if (tag === 'latest') {
    return [
      {
        rule: 'image-latest',
        message: `${text}, the image of ${whose}, is latest: whatever was pushed last is what runs, after a rollback too`,
        remedy,
        place,
      },
    ];
  }
  if (!isMovingTag(tag)) return [];
  return [
    {
      rule: 'image-mutable-tag',
      message: `${text}, the image of ${whose}, has the tag ${tag}, which looks like a branch or an environment: the next build will move it, and a rollback will not bring this image back`,
      remedy,
      place,
    },
  ];
}
