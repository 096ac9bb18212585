import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegionWorld } from '../world/world.js';
import { mimeMessage } from './mime-message.js';

/** A mail that SNS sent. */
export interface Mail {
  /** Counts the mails of a region: `000001`. */
  id: string;
  /** The SNS message that it carries, as a UUID. */
  messageId: string;
  sentAt: Date;
  /** The sender's name; the address is always the same. */
  from: string;
  to: string;
  subject: string;
  body: string;
  region: string;
}

/** Takes the mails that were sent since the last call, oldest first. */
export function takeMail(world: RegionWorld): Mail[] {
  const taken = world.sns.outbox;
  world.sns.outbox = [];
  return taken;
}

/**
 * Writes a mail into a directory, as a file that mail programs open. The names sort by time. Nobody sees half a file.
 *
 * @param directory - is made if it does not exist
 * @returns the path of the file
 */
export async function writeMail(mail: Mail, directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const time = mail.sentAt.toISOString().replaceAll(/[:.]/g, '-');
  const path = join(directory, `${time}-${mail.region}-${mail.id}.eml`);
  const draft = `${path}.part`;
  await writeFile(draft, mimeMessage(mail), 'utf8');
  await rename(draft, path);
  return path;
}
