import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { ClientSettings } from '../client-settings.js';

/** A client of AWS CodeDeploy. In a file of its own, so that it loads only when something is sent. */
export function createCodeDeployClient({ config, equip }: ClientSettings): CodeDeployClient {
  const client = new CodeDeployClient(config);
  equip(client.middlewareStack);
  return client;
}
