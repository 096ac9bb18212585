import { GetApplicationCommand } from '@aws-sdk/client-codedeploy';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';

/**
 * What an application deploys to: `ECS`, `Lambda` or `Server`.
 *
 * @throws `BgDeployError` `aws-not-found` when there is no such application
 */
export async function getComputePlatform(clients: AwsClients, name: string, signal?: AbortSignal): Promise<string> {
  const question = { service: 'codedeploy', operation: 'GetApplication', resource: name } as const;
  const { application } = await asking(question, signal, () =>
    clients.codedeploy.send(new GetApplicationCommand({ applicationName: name }), { abortSignal: signal }),
  );
  return application?.computePlatform ?? 'Server';
}
