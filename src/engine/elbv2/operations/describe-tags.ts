import type { DescribeTagsCommandInput, DescribeTagsCommandOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { findTagged } from '../tagged-resource.js';
import { showTags } from '../tags.js';

/**
 * Answers the tags of resources.
 *
 * @throws Fault `…NotFound` of the resource's kind
 */
export function describeTags(
  input: DescribeTagsCommandInput,
  { world }: CallContext,
): Answer<DescribeTagsCommandOutput> {
  return {
    TagDescriptions: (input.ResourceArns ?? []).map((ResourceArn) => ({
      ResourceArn,
      Tags: showTags(findTagged(world.elbv2, ResourceArn).tags),
    })),
  };
}
