import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegionWorld } from '../world/world.js';
import { awsOrigin } from './link.js';
import { type MailContent, mailBody } from './mail-body.js';
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

/** A mail that waits to be taken. */
export interface QueuedMail extends Omit<Mail, 'body'> {
  content: MailContent;
}

/**
 * Takes the mails that were sent since the last call, oldest first.
 *
 * @param origin - where their links lead; by default to AWS
 */
export function takeMail(world: RegionWorld, origin: string = awsOrigin(world.region)): Mail[] {
  const taken = world.sns.outbox;
  world.sns.outbox = [];
  return taken.map(({ content, ...mail }) => ({ ...mail, body: mailBody(content, world.region, origin) }));
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
