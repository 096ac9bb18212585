import {
  ContinueDeploymentCommand,
  CreateDeploymentCommand,
  type DeploymentWaitType,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';

/** What a deployment is made of. */
export interface DeploymentRequest {
  readonly application: string;
  readonly deploymentGroup: string;
  /** `undefined`: the group's own. */
  readonly deploymentConfig: string | undefined;
  /** At most 256 characters. */
  readonly description: string;
  readonly appSpec: { readonly content: string; readonly sha256: string };
}

/**
 * Creates a deployment. There is no idempotency token: `AnswerLost` as the error's cause means that it may exist.
 *
 * @returns its id
 */
export async function createDeployment(
  clients: AwsClients,
  request: DeploymentRequest,
  signal?: AbortSignal,
): Promise<string> {
  const { application, deploymentGroup, deploymentConfig, description, appSpec } = request;
  const question = {
    service: 'codedeploy',
    operation: 'CreateDeployment',
    resource: `${application}/${deploymentGroup}`,
  } as const;
  const { deploymentId } = await asking(question, signal, () =>
    clients.codedeploy.send(
      new CreateDeploymentCommand({
        applicationName: application,
        deploymentGroupName: deploymentGroup,
        ...(deploymentConfig === undefined ? {} : { deploymentConfigName: deploymentConfig }),
        description,
        revision: { revisionType: 'AppSpecContent', appSpecContent: { ...appSpec } },
      }),
      { abortSignal: signal },
    ),
  );
  return deploymentId ?? '';
}

/** Asks CodeDeploy to stop a deployment, with or without sending traffic back. */
export async function stopDeployment(
  clients: AwsClients,
  deploymentId: string,
  rollback: boolean,
  signal?: AbortSignal,
): Promise<void> {
  const question = { service: 'codedeploy', operation: 'StopDeployment', resource: deploymentId } as const;
  await asking(question, signal, () =>
    clients.codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: rollback }), {
      abortSignal: signal,
    }),
  );
}

/** Ends a wait of a deployment. */
export async function continueDeployment(
  clients: AwsClients,
  deploymentId: string,
  deploymentWaitType: DeploymentWaitType,
  signal?: AbortSignal,
): Promise<void> {
  const question = { service: 'codedeploy', operation: 'ContinueDeployment', resource: deploymentId } as const;
  await asking(question, signal, () =>
    clients.codedeploy.send(new ContinueDeploymentCommand({ deploymentId, deploymentWaitType }), {
      abortSignal: signal,
    }),
  );
}
