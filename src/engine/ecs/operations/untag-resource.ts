import {
  InvalidParameterException$,
  type UntagResourceCommandInput,
  type UntagResourceCommandOutput,
} from '@aws-sdk/client-ecs';
import { lengthBreach } from '../../constraint.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTagged } from '../tagged-resource.js';

/**
 * Takes tags off a resource.
 *
 * @throws Fault `InvalidParameterException`, `ResourceNotFoundException`
 */
export function untagResource(
  input: UntagResourceCommandInput,
  { world }: CallContext,
): Answer<UntagResourceCommandOutput> {
  for (const key of input.tagKeys ?? []) {
    const breach = lengthBreach('tagKeys', key, { least: 1, most: 128 });
    if (breach) throw new Fault(InvalidParameterException$, breach);
  }
  const resource = findTagged(world, input.resourceArn);
  resource.tags = resource.tags.filter(({ key }) => !input.tagKeys?.includes(key ?? ''));
  return {};
}
