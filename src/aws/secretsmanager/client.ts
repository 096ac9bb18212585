import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ClientSettings } from '../client-settings.js';

/** A client of AWS Secrets Manager. In a file of its own, so that it loads only when something is sent. */
export function createSecretsManagerClient({ config, equip }: ClientSettings): SecretsManagerClient {
  const client = new SecretsManagerClient(config);
  equip(client.middlewareStack);
  return client;
}
