import { createHash } from 'node:crypto';

/** The version of the state file's format; a file of another version is refused, never guessed at. */
const FORMAT = 'bg-deploy-engine-state 1';

/** What is wrong with a text that cannot be opened, as the end of a sentence. */
export class BrokenSeal extends Error {
  override readonly name = 'BrokenSeal';
}

/** Puts a header before a text by which a reader knows that it has all of it, unaltered. */
export function seal(text: string): string {
  return `${FORMAT} ${Buffer.byteLength(text)} ${digest(text)}\n${text}`;
}

/**
 * Takes the text out again.
 *
 * @throws {@link BrokenSeal} when anything was cut off, added or altered
 */
export function unseal(bytes: Buffer): string {
  const end = bytes.indexOf('\n');
  const header = end < 0 ? undefined : /^(.+) (\d+) ([0-9a-f]{64})$/.exec(bytes.toString('latin1', 0, end));
  if (!header) throw new BrokenSeal('has no readable header');
  const body = bytes.subarray(end + 1);
  if (header[1] !== FORMAT) throw new BrokenSeal('has a format that this version of bg-deploy does not know');
  if (header[2] !== String(body.length)) {
    throw new BrokenSeal(`should hold ${header[2]} bytes but holds ${body.length}`);
  }
  if (header[3] !== digest(body)) throw new BrokenSeal('was altered after it was written');
  return body.toString('utf8');
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
