import { describeSecret } from '../aws/secretsmanager/secret.js';
import { askOnce } from './ask-once.js';
import { type Answerer, lookupFailed, oneByOne } from './outcome.js';
import type { Reach } from './reach.js';

/** ARNs of secrets by their names. What is in them is never asked for. */
export function secretArns({ clients, turn, signal }: Reach): Answerer {
  const secretOf = askOnce((name) => turn(() => describeSecret(clients, name, signal)));
  return oneByOne(async ({ args: [name = ''] }) => {
    const secret = await secretOf(name);
    if (!secret) {
      throw lookupFailed(
        `Secrets Manager has no secret ${name}`,
        'Check the name, the region and the account (`aws secretsmanager describe-secret --secret-id …` asks the same).',
      );
    }
    if (secret.deletedAt) {
      throw lookupFailed(
        `the secret ${name} is marked for deletion: no task that needs it would start`,
        `Restore it (\`aws secretsmanager restore-secret --secret-id ${name}\`), or name another one.`,
      );
    }
    return secret.arn;
  });
}
