/** Saves on request, one write at a time. */
export interface Saver {
  /** Resolves when everything that had changed by the time of the call has been written. */
  save(): Promise<void>;
}

/**
 * Many requests that come in during one write share the next one: each of them is answered after a write that began
 * after its change.
 */
export function createSaver(write: () => Promise<void>): Saver {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function begin(): Promise<void> {
    next = undefined;
    running = write().finally(() => {
      // With another write to come, `running` stays set until that one takes its place.
      if (!next) running = undefined;
    });
    return running;
  }

  return {
    save() {
      if (!running) return begin();
      next ??= running.then(begin, begin);
      return next;
    },
  };
}
