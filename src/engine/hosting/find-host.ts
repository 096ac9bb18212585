import { type Clock, systemClock } from '../../clock.js';
import type { EngineHealth } from '../admin.js';
import { askHealth } from './admin-client.js';
import { type FoundLock, readLock, removeStaleLock } from './lock.js';

/** An engine that another process hosts, or another part of this one. */
export interface Host {
  readonly endpoint: string;
  readonly health: EngineHealth;
  /** Real time, in milliseconds since the epoch, at which it said so. */
  readonly receivedAt: number;
}

/** A lock whose text says nothing is being written, or its writer was killed in the middle. */
const WRITING_MS = 2000;
/** How long a host that is alive may leave a starter without an answer before it is taken for dead. */
const MUTE_MS = 6000;
const LOOK_AGAIN_MS = 40;

/**
 * Finds who hosts the engine of a state directory. A lock whose holder is dead is removed on the way.
 *
 * @param clock - real time
 * @returns `undefined`: nobody does
 */
export async function findHost(
  directory: string,
  signal?: AbortSignal,
  clock: Clock = systemClock,
): Promise<Host | undefined> {
  let muteSince: number | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const lock = await readLock(directory);
    if (!lock) return undefined;
    const verdict = await judge(lock, signal);
    if (verdict !== 'wait' && verdict !== 'mute' && verdict !== 'stale') return verdict;
    muteSince = verdict === 'mute' ? (muteSince ?? clock.now()) : undefined;
    const givenUp = muteSince !== undefined && clock.now() - muteSince > MUTE_MS;
    const removed = (verdict === 'stale' || givenUp) && (await removeStaleLock(directory, lock));
    if (!removed) await clock.sleep(LOOK_AGAIN_MS, signal);
  }
}

async function judge(lock: FoundLock, signal?: AbortSignal): Promise<Host | 'wait' | 'mute' | 'stale'> {
  const { holder } = lock;
  if (!holder) return lock.ageMs < WRITING_MS ? 'wait' : 'stale';
  if (!isAlive(holder.pid)) return 'stale';
  const answer = await askHealth(holder.endpoint, signal);
  switch (answer.kind) {
    case 'ok': {
      // Another process of the same number, or another engine at the same port, is not the one that locked.
      const { health, receivedAt } = answer;
      return health.pid === holder.pid ? { endpoint: holder.endpoint, health, receivedAt } : 'stale';
    }
    case 'closing':
      return 'wait';
    case 'mute':
      return 'mute';
    case 'gone':
      // A host listens before it takes the lock and until it has given it back.
      return 'stale';
    default:
      return answer satisfies never;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
