import { SNSClient } from '@aws-sdk/client-sns';
import type { ClientSettings } from '../client-settings.js';

/** A client of Amazon SNS. In a file of its own, so that it loads only when something is sent. */
export function createSnsClient({ config, equip }: ClientSettings): SNSClient {
  const client = new SNSClient(config);
  equip(client.middlewareStack);
  return client;
}
