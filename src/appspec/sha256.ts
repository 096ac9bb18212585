import { createHash } from 'node:crypto';

/** SHA-256 of an appspec's content, as CodeDeploy's `AppSpecContent` revisions carry it: hexadecimal, small letters. */
export function appSpecSha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
