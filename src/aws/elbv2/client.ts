import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ClientSettings } from '../client-settings.js';

/** A client of Elastic Load Balancing. In a file of its own, so that it loads only when something is sent. */
export function createElbv2Client({ config, equip }: ClientSettings): ElasticLoadBalancingV2Client {
  const client = new ElasticLoadBalancingV2Client(config);
  equip(client.middlewareStack);
  return client;
}
