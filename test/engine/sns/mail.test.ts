import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Mail, writeMail } from '../../../src/engine/sns/mail.js';
import { mimeMessage } from '../../../src/engine/sns/mime-message.js';

const MAIL: Mail = {
  id: '000001',
  messageId: '3b6e1c1e-0000-4000-8000-000000000000',
  sentAt: new Date('2026-01-01T09:08:07.006Z'),
  from: 'AWS Notifications',
  to: 'ops@example.com',
  subject: '[prod] web FAILED',
  body: 'It failed.\n\n--\nGoodbye',
  region: 'eu-west-1',
};

/** Reads a mail the way a mail program does. */
function read(text: string) {
  const end = text.indexOf('\r\n\r\n');
  const header = text.slice(0, end).replaceAll('\r\n ', '');
  const subject = /^Subject: (.*)$/m.exec(header)?.[1]?.trimEnd() ?? '';
  const body = text
    .slice(end + 4, -2)
    .replaceAll('=\r\n', '')
    .replaceAll(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
    .replaceAll('\r\n', '\n');
  const decoded = subject.replaceAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, word: string) =>
    Buffer.from(word, 'base64').toString('utf8'),
  );
  return { subject: decoded, body };
}

describe('a mail as a file', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bg-deploy-mail-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('has the headers that a mail program needs', () => {
    expect(mimeMessage(MAIL).split('\r\n')).toEqual([
      'Date: Thu, 01 Jan 2026 09:08:07 +0000',
      'From: "AWS Notifications" <no-reply@sns.amazonaws.com>',
      'To: ops@example.com',
      'Message-ID: <3b6e1c1e-0000-4000-8000-000000000000-000001@eu-west-1.amazonses.com>',
      'Subject: [prod] web FAILED',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=UTF-8',
      'Content-Transfer-Encoding: quoted-printable',
      'x-amz-sns-message-id: 3b6e1c1e-0000-4000-8000-000000000000',
      '',
      'It failed.',
      '',
      '--',
      'Goodbye',
      '',
    ]);
  });

  it('reads back whatever was written in it, and is ASCII in short lines', () => {
    const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 98 }).filter((text) => !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(line, fc.array(line), (subject, lines) => {
        const body = lines.join('\n');
        const text = mimeMessage({ ...MAIL, subject: subject.trim(), body });

        expect(read(text)).toEqual({ subject: subject.trim(), body });
        expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
        for (const written of text.split('\r\n').slice(9)) expect(written.length).toBeLessThanOrEqual(76);
      }),
    );
  });

  it('is written under names that sort by time, and whole', async () => {
    const later = { ...MAIL, id: '000002', sentAt: new Date(MAIL.sentAt.getTime() + 1), subject: 'Später' };
    const mails = join(directory, 'mail');
    const paths = [await writeMail(MAIL, mails), await writeMail(later, mails)];

    expect((await readdir(mails)).sort().map((name) => join(mails, name))).toEqual(paths);
    expect(paths[0]).toMatch(/2026-01-01T09-08-07-006Z-eu-west-1-000001\.eml$/);
    expect(read(await readFile(paths[1] ?? '', 'utf8')).subject).toBe('Später');
  });
});
