import type { AwsClients } from '../aws/clients.js';
import type { Deployment } from '../aws/codedeploy/deployment.js';
import { getAppSpecText } from '../aws/codedeploy/revision.js';
import { taskDefinitionIn } from './appspec-text.js';

/** What a deployment releases, by the AppSpec that it was created with. */
export async function taskDefinitionOf(
  clients: AwsClients,
  deployment: Pick<Deployment, 'application' | 'revision'>,
  signal?: AbortSignal,
): Promise<string | null> {
  const text = await getAppSpecText(clients, deployment.application, deployment.revision, signal);
  return text === null ? null : taskDefinitionIn(text);
}
