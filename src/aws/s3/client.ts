import { S3Client } from '@aws-sdk/client-s3';
import type { ClientSettings } from '../client-settings.js';

/** A client of Amazon S3. In a file of its own, so that it loads only when something is sent. */
export function createS3Client({ config, equip }: ClientSettings): S3Client {
  const client = new S3Client({
    ...config,
    // A bucket of states often is in one region for all.
    followRegionRedirects: true,
    // Behind one address there are no names of buckets.
    forcePathStyle: config.endpoint !== undefined,
  });
  equip(client.middlewareStack);
  return client;
}
