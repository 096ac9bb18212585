import {
  ArnNotSupportedException$,
  InvalidArnException$,
  InvalidTagsToAddException$,
  type Tag,
} from '@aws-sdk/client-codedeploy';
import { parseArn } from '../../domain/arn.js';
import { Fault } from '../fault.js';
import { findApplication } from './application.js';
import { findGroup } from './deployment-group.js';
import type { CodeDeployWorld } from './world.js';

/**
 * What carries tags and has this ARN: an application or a deployment group.
 *
 * @throws Fault `InvalidArnException`, `ArnNotSupportedException`, `ApplicationDoesNotExistException`,
 *   `DeploymentGroupDoesNotExistException`
 */
export function taggedResource(world: CodeDeployWorld, arn: string | undefined): { tags: Tag[] } {
  const parsed = parseArn(arn ?? '');
  if (parsed?.service !== 'codedeploy') throw new Fault(InvalidArnException$, `The ARN is not valid: ${arn}`);
  const [kind, name = ''] = parsed.resource.split(/:(.*)/s);
  const [applicationName, groupName] = name.split('/');
  switch (kind) {
    case 'application':
      return findApplication(world, name);
    case 'deploymentgroup':
      return findGroup(findApplication(world, applicationName), groupName);
    default:
      throw new Fault(ArnNotSupportedException$, `Tags are not supported for the resource ${arn}`);
  }
}

/**
 * Tags with others laid over them.
 *
 * @throws Fault `InvalidTagsToAddException` for one without a key
 */
export function withTags(tags: readonly Tag[], added: readonly Tag[] | undefined): Tag[] {
  if (added?.some(({ Key }) => !Key)) throw new Fault(InvalidTagsToAddException$, 'A tag must have a key');
  const byKey = new Map([...tags, ...(added ?? [])].map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  return [...byKey].map(([Key, Value]) => ({ Key, Value }));
}
