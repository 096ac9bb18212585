import type { ListApplicationsCommandInput, ListApplicationsCommandOutput } from '@aws-sdk/client-codedeploy';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { page } from '../page.js';

/**
 * Lists the names of all applications.
 *
 * @throws Fault `InvalidNextTokenException`
 */
export function listApplications(
  input: ListApplicationsCommandInput,
  { world: { codedeploy } }: CallContext,
): Answer<ListApplicationsCommandOutput> {
  const { items, nextToken } = page(Object.keys(codedeploy.applications), input.nextToken);
  return { applications: items, nextToken };
}
