import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { taggedResource, withTags } from '../tagged-resource.js';

/**
 * Adds tags to an application or a deployment group.
 *
 * @throws Fault `InvalidArnException`, `ArnNotSupportedException`, `InvalidTagsToAddException`
 */
export function tagResource(
  input: TagResourceCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<TagResourceCommandOutput> {
  const resource = taggedResource(codedeploy, input.ResourceArn);
  resource.tags = withTags(resource.tags, input.Tags);
  return {};
}
