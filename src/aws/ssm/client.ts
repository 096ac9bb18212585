import { SSMClient } from '@aws-sdk/client-ssm';
import type { ClientSettings } from '../client-settings.js';

/** A client of AWS Systems Manager. In a file of its own, so that it loads only when something is sent. */
export function createSsmClient({ config, equip }: ClientSettings): SSMClient {
  const client = new SSMClient(config);
  equip(client.middlewareStack);
  return client;
}
