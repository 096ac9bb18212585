import { join } from 'node:path';
import type { Config } from '../config/config.js';
import type { EngineOptions } from '../engine/index.js';
import type { Flags } from './command.js';
import type { Io } from './io.js';

/** How long a look at the world lasts is not worth starting an application for. */
export type LocalPurpose = 'release' | 'look';

/**
 * The embedded engine as configuration and flags want it.
 *
 * @param folder - where its state is kept
 */
export function localEngineOptions(
  { config, flags, io }: { readonly config: Config; readonly flags: Flags; readonly io: Io },
  folder: string,
  purpose: LocalPurpose,
): EngineOptions & { readonly stateDirectory: string } {
  const { hooks, run, secrets, ports, scenarios, traffic } = config.local;
  return {
    stateDirectory: folder,
    mailDirectory: join(folder, 'mail'),
    eventsFile: join(folder, 'events.ndjson'),
    hooks,
    scenarios: flags.scenario ?? scenarios,
    ...((flags.traffic ?? traffic) && purpose === 'release'
      ? { traffic: { ...(run === undefined ? {} : { run }), secrets, ports, folder: config.folder } }
      : {}),
    onListener: ({ loadBalancer, port, address }) => {
      if (!flags.quiet) io.stderr.write(`listener ${port} of ${loadBalancer} answers at ${address}\n`);
    },
    warn: (line) => void io.stderr.write(`${line}\n`),
  };
}
