import type { Errand } from './errands.js';
import { type HookCall, type HookSurroundings, hookErrand } from './hook-errand.js';
import type { StandIns } from './stand-ins.js';
import type { RegionWorld } from './world/world.js';

/** How what leaves a world is taken out of it and delivered. */
export interface Delivery<Mail> {
  /** Takes out the mails that were sent since the last time. */
  readonly takeMail: (region: RegionWorld) => readonly Mail[];
  /** Writes a mail into a directory; resolves with the file's name. */
  readonly writeMail: (mail: Mail, directory: string) => Promise<string>;
  /** Takes out the invocations that something outside the world answers. */
  readonly takeInvocations: (region: RegionWorld) => readonly HookCall[];
  readonly runHookModule: HookSurroundings['runModule'];
}

/** What leaves the world: mails, and calls of hooks. */
export interface Outbox<Mail> {
  /** Takes it out of a region, as errands to run. */
  take(region: RegionWorld): readonly Errand[];
  /** The mails so far, oldest first. */
  mail(): readonly Mail[];
  forget(): void;
}

/** What an outbox needs beside the world. */
export interface OutboxParts<Mail> {
  readonly delivery: Delivery<Mail>;
  readonly standIns: StandIns;
  readonly endpoint: string;
  readonly mailDirectory: string | undefined;
  readonly report: (region: string, call: HookCall, status: 'Succeeded' | 'Failed') => Promise<void>;
}

/** Makes an outbox. Mail stays readable in memory, whether it is written to files or not. */
export function createOutbox<Mail>(parts: OutboxParts<Mail>): Outbox<Mail> {
  const { delivery, standIns, endpoint, mailDirectory, report } = parts;
  let sent: Mail[] = [];

  function letter(mail: Mail): Errand | undefined {
    if (mailDirectory === undefined) return undefined;
    return {
      description: 'Writing a mail',
      run: async () => void (await delivery.writeMail(mail, mailDirectory)),
    };
  }

  function call(region: string, invocation: HookCall): Errand | undefined {
    return hookErrand(standIns.find(invocation.functionName), invocation, {
      endpoint,
      region,
      runModule: delivery.runHookModule,
      report: (reported, status) => report(region, reported, status),
    });
  }

  return {
    take(region) {
      const mails = delivery.takeMail(region);
      sent = [...sent, ...mails];
      const calls = delivery.takeInvocations(region).map((invocation) => call(region.region, invocation));
      return [...mails.map(letter), ...calls].filter((errand) => errand !== undefined);
    },
    mail: () => sent,
    forget() {
      sent = [];
    },
  };
}
