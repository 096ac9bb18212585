import type { DeleteApplicationCommandInput, DeleteApplicationCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { checkApplicationName } from '../application.js';
import { required } from '../missing-member.js';

/**
 * Deletes an application with its groups and revisions. One that is not there is fine. Its deployments stay readable,
 * and one that is running goes on.
 *
 * @throws Fault `InvalidApplicationNameException`
 */
export function deleteApplication(
  input: DeleteApplicationCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<DeleteApplicationCommandOutput> {
  delete codedeploy.applications[checkApplicationName(required(input.applicationName, 'applicationName'))];
  return {};
}
