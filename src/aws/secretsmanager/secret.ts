import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { asking, isNotFound } from '../aws-error.js';
import type { LookupClients } from '../lookup-clients.js';

/** What Secrets Manager tells of a secret; never what is in it. */
export interface Secret {
  readonly arn: string;
  /** When somebody marked it for deletion: nobody can read it from then on. */
  readonly deletedAt: Date | null;
}

/**
 * The secret of a name or an ARN; `null` where there is none.
 *
 * @throws `BgDeployError` `aws-…`
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
 */
export async function describeSecret(clients: LookupClients, id: string, signal?: AbortSignal): Promise<Secret | null> {
  const question = { service: 'secretsmanager', operation: 'DescribeSecret', resource: id } as const;
  try {
    const { ARN, DeletedDate = null } = await asking(question, signal, () =>
      clients.secretsmanager.send(new DescribeSecretCommand({ SecretId: id }), { abortSignal: signal }),
    );
    return ARN === undefined ? null : { arn: ARN, deletedAt: DeletedDate };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
