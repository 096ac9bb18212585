import type { AddTagsCommandInput, AddTagsCommandOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTagged } from '../tagged-resource.js';
import { readTags } from '../tags.js';
import { validationError } from '../validation.js';

/**
 * Adds tags to resources, or gives existing ones another value.
 *
 * @throws Fault `…NotFound` of the resource's kind, `DuplicateTagKeys`, `TooManyTags`
 */
export function addTags(input: AddTagsCommandInput, { world }: CallContext): Answer<AddTagsCommandOutput> {
  if (!input.Tags?.length) throw validationError('At least one tag must be specified');
  const resources = (input.ResourceArns ?? []).map((arn) => findTagged(world.elbv2, arn));
  const tagged = resources.map((resource) => ({ resource, tags: readTags(input.Tags, resource.tags) }));
  for (const { resource, tags } of tagged) resource.tags = tags;
  return {};
}
