import { GetObjectCommand } from '@aws-sdk/client-s3';
import { asking } from '../aws-error.js';
import type { LookupClients } from '../lookup-clients.js';

/** Where an object is. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** An object's text, or why there is none. */
export type ObjectText =
  | { readonly text: string }
  | { readonly reason: 'no such bucket' | 'no such object' | 'too long' | 'not UTF-8' };

/**
 * Reads an object that is text.
 *
 * @param limit - bytes; what is longer is not read
 * @throws `BgDeployError` `aws-…`; `aws-access-denied` also for an object that is not there, for those who may not list
 * the bucket
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export async function objectText(
  clients: LookupClients,
  { bucket, key }: ObjectPlace,
  limit: number,
  signal?: AbortSignal,
): Promise<ObjectText> {
  const question = { service: 's3', operation: 'GetObject', resource: `s3://${bucket}/${key}` } as const;
  return asking(question, signal, async () => {
    try {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
        abortSignal: signal,
      });
      return Body === undefined ? { text: '' } : await textOf(Body.transformToWebStream(), limit);
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchBucket') return { reason: 'no such bucket' };
      if (error instanceof Error && error.name === 'NoSuchKey') return { reason: 'no such object' };
      throw error;
    }
  });
}

async function textOf(stream: ReadableStream<Uint8Array>, limit: number): Promise<ObjectText> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return { reason: 'too long' };
    }
    pieces.push(value);
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)) };
  } catch {
    return { reason: 'not UTF-8' };
  }
}
