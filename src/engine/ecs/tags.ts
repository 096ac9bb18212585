import { InvalidParameterException$, type Tag } from '@aws-sdk/client-ecs';
import { lengthBreach } from '../constraint.js';
import { Fault } from '../fault.js';

/** The number of tags that a resource may have. */
const MOST_TAGS = 50;

/**
 * The tags of a resource after some were added; a tag with the same key is replaced.
 *
 * @throws Fault `InvalidParameterException`
 */
export function withTags(existing: readonly Tag[], added: readonly Tag[] | undefined): Tag[] {
  if (added && added.length > MOST_TAGS) throw tooMany();
  const byKey = new Map(existing.map((tag) => [tag.key ?? '', tag]));
  for (const tag of added ?? []) {
    if (!tag.key) throw new Fault(InvalidParameterException$, 'Tag keys can not be null or empty.');
    const breach =
      lengthBreach('tags.key', tag.key, { most: 128 }) ?? lengthBreach('tags.value', tag.value, { most: 256 });
    if (breach) throw new Fault(InvalidParameterException$, breach);
    byKey.set(tag.key, { key: tag.key, value: tag.value ?? '' });
  }
  if (byKey.size > MOST_TAGS) throw tooMany();
  return [...byKey.values()];
}

function tooMany(): Fault {
  return new Fault(
    InvalidParameterException$,
    `The maximum number of tags that can be applied to a resource is ${MOST_TAGS}.`,
  );
}
