import {
  ApplicationAlreadyExistsException$,
  type CreateApplicationCommandInput,
  type CreateApplicationCommandOutput,
} from '@aws-sdk/client-codedeploy';
import { stored } from '../../elbv2/lookup.js';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkApplicationName } from '../application.js';
import { platformOf } from '../compute-platform.js';
import { required } from '../missing-member.js';
import { withTags } from '../tagged-resource.js';

/**
 * Creates an application. Without a compute platform it is one for servers, as in AWS.
 *
 * @throws Fault `ApplicationAlreadyExistsException`, `InvalidApplicationNameException`
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateApplication.html
 */
export function createApplication(
  input: CreateApplicationCommandInput,
  { world: { codedeploy }, now, random }: CallContext,
): Answer<CreateApplicationCommandOutput> {
  const applicationName = checkApplicationName(required(input.applicationName, 'applicationName'));
  if (stored(codedeploy.applications, applicationName)) {
    throw new Fault(ApplicationAlreadyExistsException$, `Application already exists: ${applicationName}`);
  }
  const computePlatform = platformOf(input.computePlatform);
  const tags = withTags([], input.tags);
  const applicationId = random.uuid();
  codedeploy.applications[applicationName] = {
    shown: { applicationId, applicationName, createTime: now, linkedToGitHub: false, computePlatform },
    tags,
    groups: {},
    revisions: [],
  };
  return { applicationId };
}
