import { InvalidParameterException$, type Tag } from '@aws-sdk/client-ecs';
import { Fault } from '../fault.js';

/**
 * The tags of a resource after some were added; a tag with the same key is replaced.
 *
 * @throws Fault `InvalidParameterException`
 */
export function withTags(existing: readonly Tag[], added: readonly Tag[] | undefined): Tag[] {
  const byKey = new Map(existing.map((tag) => [tag.key ?? '', tag]));
  for (const tag of added ?? []) {
    if (!tag.key) throw new Fault(InvalidParameterException$, 'Tag keys can not be null or empty.');
    byKey.set(tag.key, { key: tag.key, value: tag.value ?? '' });
  }
  if (byKey.size > 50) {
    throw new Fault(InvalidParameterException$, 'The maximum number of tags that can be applied to a resource is 50.');
  }
  return [...byKey.values()];
}
