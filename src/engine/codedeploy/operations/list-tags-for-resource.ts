import type { ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { page } from '../page.js';
import { taggedResource } from '../tagged-resource.js';

/**
 * Lists the tags of an application or a deployment group.
 *
 * @throws Fault `InvalidArnException`, `ArnNotSupportedException`
 */
export function listTagsForResource(
  input: ListTagsForResourceCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<ListTagsForResourceCommandOutput> {
  const { items, nextToken } = page(taggedResource(codedeploy, input.ResourceArn).tags, input.NextToken);
  return { Tags: items, NextToken: nextToken };
}
