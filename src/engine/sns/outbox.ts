import type { QueuedMail } from './mail.js';
import type { SnsWorld } from './world.js';

/** The number of mails that are kept for somebody who takes them. */
const KEPT = 1000;

/** Puts a mail where mails wait to be taken. */
export function post(world: SnsWorld, mail: Omit<QueuedMail, 'id'>): void {
  world.mailCount += 1;
  world.outbox = [...world.outbox, { id: String(world.mailCount).padStart(6, '0'), ...mail }].slice(-KEPT);
}
