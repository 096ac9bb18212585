import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { taggedResource } from '../tagged-resource.js';

/**
 * Takes tags off an application or a deployment group.
 *
 * @throws Fault `InvalidArnException`, `ArnNotSupportedException`
 */
export function untagResource(
  input: UntagResourceCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<UntagResourceCommandOutput> {
  const resource = taggedResource(codedeploy, input.ResourceArn);
  resource.tags = resource.tags.filter(({ Key = '' }) => !input.TagKeys?.includes(Key));
  return {};
}
