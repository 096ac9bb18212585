import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { ClientSettings } from '../client-settings.js';

/** A client of AWS CloudFormation. In a file of its own, so that it loads only when something is sent. */
export function createCloudFormationClient({ config, equip }: ClientSettings): CloudFormationClient {
  const client = new CloudFormationClient(config);
  equip(client.middlewareStack);
  return client;
}
