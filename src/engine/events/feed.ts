import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Errand } from '../errands.js';
import type { EngineEvent } from './engine-event.js';

/** The number of events that can be read again. */
const KEPT = 10_000;

/** The events of an engine, as they happen. */
export interface EventFeed {
  /** @returns the errand that writes them to the file, where there is one */
  add(events: readonly EngineEvent[]): Errand | undefined;
  /** The events so far, oldest first. */
  soFar(): readonly EngineEvent[];
  /**
   * Hands on what happens from now on.
   *
   * @param ended - is called when nothing will come any more
   * @returns what to call when nobody listens any more
   */
  follow(listener: (event: EngineEvent) => void, ended: () => void): () => void;
  forget(): void;
  /** Ends the feed for all who follow it. */
  end(): void;
}

/** @param file - gets a line of JSON for each event; its folder is made when it is needed */
export function createEventFeed(file: string | undefined): EventFeed {
  let kept: EngineEvent[] = [];
  const followers = new Set<{ listener: (event: EngineEvent) => void; ended: () => void }>();
  /** Lines must not overtake one another. */
  let written: Promise<void> = Promise.resolve();

  function write(path: string, events: readonly EngineEvent[]): Promise<void> {
    const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    const append = async () => {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, lines);
    };
    const mine = written.then(append);
    written = mine.catch(() => {});
    return mine;
  }

  return {
    add(events) {
      if (events.length === 0) return undefined;
      kept = [...kept, ...events].slice(-KEPT);
      for (const { listener } of followers) for (const event of events) listener(event);
      return file === undefined ? undefined : { description: 'Writing the events', run: () => write(file, events) };
    },
    soFar: () => kept,
    follow(listener, ended) {
      const follower = { listener, ended };
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    forget() {
      kept = [];
    },
    end() {
      for (const { ended } of followers) ended();
      followers.clear();
    },
  };
}
