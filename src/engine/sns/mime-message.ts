import type { Mail } from './mail.js';

/** The longest line of quoted-printable text. */
const LONGEST_LINE = 76;

/**
 * A mail as the text of an `.eml` file: pure ASCII, lines ended by CRLF.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5322
 */
export function mimeMessage(mail: Mail): string {
  const headers = [
    `Date: ${date(mail.sentAt)}`,
    `From: ${phrase(mail.from)} <no-reply@sns.amazonaws.com>`,
    `To: ${mail.to}`,
    `Message-ID: <${mail.messageId}-${mail.id}@${mail.region}.amazonses.com>`,
    `Subject: ${encodedWords(mail.subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: quoted-printable',
    `x-amz-sns-message-id: ${mail.messageId}`,
  ];
  return `${headers.join('\r\n')}\r\n\r\n${quotedPrintable(mail.body)}\r\n`;
}

/** `Sat, 21 Nov 2026 07:00:00 +0000` */
function date(time: Date): string {
  return time.toUTCString().replace('GMT', '+0000');
}

/** A name as a header takes it: quoted where it is ASCII, otherwise encoded. */
function phrase(name: string): string {
  return isPlain(name) ? `"${name.replaceAll(/["\\]/g, '\\$&')}"` : encodedWords(name);
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/**
 * Header text; what is not ASCII becomes encoded words of at most 75 characters, which never cut a character in two.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2047
 */
function encodedWords(text: string): string {
  if (isPlain(text)) return text;
  const chunks: string[] = [];
  let chunk = '';
  for (const character of text) {
    if (Buffer.byteLength(chunk + character) > 45) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  chunks.push(chunk);
  return chunks.map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}

/** @see https://www.rfc-editor.org/rfc/rfc2045#section-6.7 */
function quotedPrintable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(quotedLine)
    .join('\r\n');
}

function quotedLine(line: string): string {
  const bytes = [...Buffer.from(line, 'utf8')];
  const tokens = bytes.map((byte, index) => {
    const blank = byte === 0x20 || byte === 0x09;
    const printable = byte > 0x20 && byte < 0x7f && byte !== 0x3d;
    // A blank at the end of a line would be lost on the way.
    return printable || (blank && index < bytes.length - 1)
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  const lines: string[] = [];
  let current = '';
  for (const token of tokens) {
    if (current.length + token.length > LONGEST_LINE - 1) {
      lines.push(`${current}=`);
      current = '';
    }
    current += token;
  }
  return [...lines, current].join('\r\n');
}
