import type { Errand } from './errands.js';
import type { EngineEvent } from './events/engine-event.js';
import { createEventFeed, type EventFeed } from './events/feed.js';
import type { CallContext } from './operation.js';
import type { StandIns } from './stand-ins.js';
import type { RegionWorld } from './world/world.js';

/** What the world is told by something outside it. */
export type Change = (context: CallContext) => void;

/**
 * Something that a region waits for to be done outside the world. It stands in the world until the world is told what
 * became of it; so it is done again when the engine was ended in the middle.
 */
export interface Outgoing {
  /** Tells it from all others of its region. */
  readonly key: string;
  /** What it is, for the line that reports its failure. */
  readonly description: string;
  readonly patienceMs?: number;
  /** @returns what the world is to be told; nothing is told when the signal has fired by then */
  run(signal: AbortSignal): Promise<Change>;
  /** What the world is told when that rejects. */
  readonly failed: Change;
}

/** What outgoing things work with. */
export interface OutgoingGround {
  /** The engine's address. */
  readonly endpoint: string;
  readonly standIns: StandIns;
  readonly warn: (line: string) => void;
  /** As `warn`, but never the same line twice. */
  readonly warnOnce: (line: string) => void;
}

/** How what leaves a world is taken out of it and delivered. */
export interface Delivery<Mail> {
  /**
   * Takes out the mails that were sent since the last time.
   *
   * @param endpoint - where their links lead
   */
  readonly takeMail: (region: RegionWorld, endpoint: string) => readonly Mail[];
  /** Writes a mail into a directory; resolves with the file's name. */
  readonly writeMail: (mail: Mail, directory: string) => Promise<string>;
  /** Takes out the events that happened since the last time. */
  readonly takeEvents: (region: RegionWorld) => readonly EngineEvent[];
  /** All that a region waits for now, whether it is under way already or not. */
  readonly outgoing: (region: RegionWorld, ground: OutgoingGround) => readonly Outgoing[];
}

/** What leaves the world: mails, events, calls of hooks, messages to endpoints. */
export interface Outbox<Mail> {
  /** Takes it out of a region, as errands to run. */
  take(region: RegionWorld): readonly Errand[];
  /** The mails so far, oldest first. */
  mail(): readonly Mail[];
  readonly events: EventFeed;
  forget(): void;
}

/** What an outbox needs beside the world. */
export interface OutboxParts<Mail> {
  readonly delivery: Delivery<Mail>;
  readonly standIns: StandIns;
  readonly endpoint: string;
  readonly mailDirectory: string | undefined;
  /** Where events are written, a line each. */
  readonly eventsFile: string | undefined;
  /** Tells a region something, and resolves when that is kept. */
  readonly tell: (region: string, change: Change) => Promise<void>;
  readonly warn: (line: string) => void;
}

/** Makes an outbox. Mail and events stay readable in memory, whether they are written to files or not. */
export function createOutbox<Mail>(parts: OutboxParts<Mail>): Outbox<Mail> {
  const { delivery, mailDirectory, tell } = parts;
  const events = createEventFeed(parts.eventsFile);
  const ground = { ...parts, warnOnce: onceEach(parts.warn) };
  let sent: Mail[] = [];
  let underWay = new Set<string>();

  function letter(mail: Mail): Errand | undefined {
    if (mailDirectory === undefined) return undefined;
    return {
      description: 'Writing a mail',
      run: async () => void (await delivery.writeMail(mail, mailDirectory)),
    };
  }

  function errand(region: string, { key, description, patienceMs, run, failed }: Outgoing): Errand | undefined {
    const name = `${region} ${key}`;
    // After a reset the same names begin anew.
    const present = underWay;
    if (present.has(name)) return undefined;
    present.add(name);
    const conclude = async (signal: AbortSignal, change: Change) => {
      present.delete(name);
      if (!signal.aborted) await tell(region, change);
    };
    return {
      description,
      patienceMs,
      async run(signal) {
        let change: Change;
        try {
          change = await run(signal);
        } catch (error) {
          await conclude(signal, failed);
          throw error;
        }
        await conclude(signal, change);
      },
    };
  }

  return {
    take(region) {
      const mails = delivery.takeMail(region, parts.endpoint);
      sent = [...sent, ...mails];
      const told = events.add(delivery.takeEvents(region));
      const outgoing = delivery.outgoing(region, ground).map((one) => errand(region.region, one));
      return [...mails.map(letter), told, ...outgoing].filter((one) => one !== undefined);
    },
    mail: () => sent,
    events,
    forget() {
      sent = [];
      underWay = new Set();
      events.forget();
    },
  };
}

function onceEach(warn: (line: string) => void): (line: string) => void {
  const said = new Set<string>();
  return (line) => {
    if (said.has(line)) return;
    said.add(line);
    warn(line);
  };
}
