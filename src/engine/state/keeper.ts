import { BgDeployError } from '../../errors.js';
import { holdsLock, releaseLock } from '../hosting/lock.js';
import { createSaver } from './saver.js';
import { type EngineState, saveState } from './state-file.js';

/** Keeps an engine's state, as long as the engine holds its directory. */
export interface Keeper {
  /** The world has changed: what {@link Keeper.kept} promises from now on covers that. */
  changed(): void;
  /** Resolves when all changes so far are on the disk; rejects when they cannot be kept. */
  kept(): Promise<void>;
  /** Keeps the state a last time, and gives the directory back in any case. */
  end(): Promise<void>;
}

/** A keeper for a world that is forgotten. */
export const forgetful: Keeper = {
  changed() {},
  kept: async () => {},
  end: async () => {},
};

/**
 * Makes a keeper.
 *
 * @param token - of the lock by which the engine holds the directory
 * @param present - the state as it is now
 */
export function createKeeper(directory: string, token: string, present: () => EngineState): Keeper {
  let latest = Promise.resolve();
  let ended = false;
  const saver = createSaver(async () => {
    // A host that gave no answer for long (a suspended process, say) may have been replaced meanwhile.
    if (!(await holdsLock(directory, token))) {
      throw new BgDeployError('local-unavailable', 'Another process has taken over the embedded engine here', {
        remedy: 'Run the command again; it will use the engine of that process.',
        place: { file: directory },
      });
    }
    await saveState(directory, present());
  });
  return {
    changed() {
      // The directory is somebody else's by then, or gone.
      if (ended) return;
      latest = saver.save();
      // Whoever needs to know asks for `kept`.
      latest.catch(() => {});
    },
    kept: () => latest,
    async end() {
      ended = true;
      try {
        await saver.save();
      } finally {
        await releaseLock(directory, token);
      }
    },
  };
}
