import { mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Who hosts the engine of a state directory. */
export interface LockHolder {
  readonly pid: number;
  readonly endpoint: string;
  /** Tells this hosting from an earlier one of the same process or address. */
  readonly token: string;
}

/** A lock file as it was found. */
export interface FoundLock {
  /** The file's text, by which it is recognised. */
  readonly text: string;
  /** `undefined`: the text says nothing, because it is being written or was cut short. */
  readonly holder?: LockHolder;
  readonly ageMs: number;
}

/** The name of the file in the state directory. */
export const LOCK_FILE = 'engine.lock';

/** The lock of a directory; `undefined`: nobody holds it. */
export async function readLock(directory: string): Promise<FoundLock | undefined> {
  const file = join(directory, LOCK_FILE);
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    return { text, holder: parseHolder(text), ageMs: Date.now() - mtimeMs };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Takes the lock; of several that try at once exactly one gets `true`. */
export async function takeLock(directory: string, holder: LockHolder): Promise<boolean> {
  await mkdir(directory, { recursive: true });
  return createExclusively(join(directory, LOCK_FILE), JSON.stringify(holder));
}

/** Whether the lock is still this holder's: somebody may have taken it over who got no answer in time. */
export async function holdsLock(directory: string, token: string): Promise<boolean> {
  return (await readLock(directory))?.holder?.token === token;
}

/** Gives the lock back, if it is still this holder's. */
export async function releaseLock(directory: string, token: string): Promise<void> {
  if (await holdsLock(directory, token)) await removeIfThere(join(directory, LOCK_FILE));
}

/** A starter that takes this long to remove a file is no longer there. */
const TAKEOVER_ABANDONED_MS = 10_000;

/**
 * Removes a lock that was judged stale, unless it has changed since. Starters do this one at a time: else the second
 * of two would remove the lock that the first has just taken.
 *
 * @returns false: another starter is at it
 */
export async function removeStaleLock(directory: string, stale: FoundLock): Promise<boolean> {
  const guard = join(directory, `${LOCK_FILE}.takeover`);
  if (!(await createExclusively(guard, String(process.pid)))) {
    const age = await stat(guard).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > TAKEOVER_ABANDONED_MS) await removeIfThere(guard);
    return false;
  }
  try {
    const current = await readLock(directory);
    if (current?.text === stale.text) await removeIfThere(join(directory, LOCK_FILE));
    return true;
  } finally {
    await removeIfThere(guard);
  }
}

async function createExclusively(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function removeIfThere(file: string): Promise<void> {
  await unlink(file).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    if (!('pid' in value) || !('endpoint' in value) || !('token' in value)) return undefined;
    const { pid, endpoint, token } = value;
    if (typeof pid !== 'number' || typeof endpoint !== 'string' || typeof token !== 'string') return undefined;
    return { pid, endpoint, token };
  } catch {
    return undefined;
  }
}
