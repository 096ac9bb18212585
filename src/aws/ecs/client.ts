import { ECSClient } from '@aws-sdk/client-ecs';
import type { ClientSettings } from '../client-settings.js';

/** A client of Amazon ECS. In a file of its own, so that it loads only when something is sent. */
export function createEcsClient({ config, equip }: ClientSettings): ECSClient {
  const client = new ECSClient(config);
  equip(client.middlewareStack);
  return client;
}
