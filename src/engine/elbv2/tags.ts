import { DuplicateTagKeysException$, type Tag, TooManyTagsException$ } from '@aws-sdk/client-elastic-load-balancing-v2';
import { lengthBreach } from '../constraint.js';
import { Fault } from '../fault.js';
import { validationError } from './validation.js';
import type { Tags } from './world.js';

/** The number of tags that a resource may have, system tags aside. */
const MOST_TAGS = 50;

/**
 * The tags of a request by key.
 *
 * @throws Fault `DuplicateTagKeys`, `TooManyTags`
 * @throws ProtocolFault `ValidationError`
 */
export function readTags(tags: readonly Tag[] | undefined, existing: Tags = {}): Tags {
  const named = new Map<string, string>();
  for (const { Key, Value } of tags ?? []) {
    if (Key === undefined) continue;
    const breach =
      lengthBreach('tags.key', Key, { least: 1, most: 128 }) ?? lengthBreach('tags.value', Value, { most: 256 });
    if (breach) throw validationError(breach);
    if (named.has(Key)) throw new Fault(DuplicateTagKeysException$, `Tag key was specified more than once: ${Key}`);
    named.set(Key, Value ?? '');
  }
  const together: Tags = Object.fromEntries([...Object.entries(existing), ...named]);
  if (Object.keys(together).length > MOST_TAGS) {
    throw new Fault(
      TooManyTagsException$,
      'The quota for the number of tags that can be assigned to a load balancer has been reached',
    );
  }
  return together;
}

/** Tags as the answers carry them. */
export function showTags(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
