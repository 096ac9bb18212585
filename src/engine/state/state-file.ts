import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { BgDeployError } from '../../errors.js';
import type { RequestLedger } from '../scenario/wire/ledger.js';
import type { RegionWorld, World } from '../world/world.js';
import { decodeData, encodeData } from './plain-data.js';
import { seal, unseal } from './sealed-text.js';

/** What is kept of an engine between processes. */
export interface EngineState {
  readonly world: World;
  /** Engine time when it was put away. */
  readonly engineTime: Date;
  /** Real time at the same moment. */
  readonly realTime: Date;
}

/** The name of the file in the engine's state directory. */
export const STATE_FILE = 'engine-state.json';

const STATE = v.object({
  engineTime: v.date(),
  realTime: v.date(),
  world: v.object({
    seed: v.number(),
    regions: v.record(
      v.string(),
      v.custom<RegionWorld>((value) => typeof value === 'object' && value !== null),
    ),
    requests: v.optional(v.custom<RequestLedger>((value) => typeof value === 'object' && value !== null)),
  }),
});

/** The state as the text of its file. */
export function writeState(state: EngineState): string {
  return seal(JSON.stringify(encodeData(state)));
}

/**
 * The state out of its file's bytes.
 *
 * @param file - named in the error
 * @throws `BgDeployError` `local-state-damaged` unless the file is whole and unaltered
 */
export function readState(bytes: Buffer, file: string): EngineState {
  try {
    return v.parse(STATE, decodeData(JSON.parse(unseal(bytes))));
  } catch (error) {
    const why = error instanceof Error && error.name === 'BrokenSeal' ? error.message : 'does not hold a state';
    throw new BgDeployError('local-state-damaged', `The state file of the embedded engine is damaged: it ${why}`, {
      place: { file },
      remedy: `Put back a copy of the file, or remove it to begin with an empty engine: rm ${JSON.stringify(file)}`,
      cause: error,
    });
  }
}

/** The kept state of a directory; `undefined` when none was kept there yet. */
export async function loadState(directory: string): Promise<EngineState | undefined> {
  const file = join(directory, STATE_FILE);
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new BgDeployError('local-unavailable', 'The state file of the embedded engine cannot be read', {
      place: { file },
      remedy: 'Check the rights of the file and of its directory.',
      cause: error,
    });
  }
  return readState(bytes, file);
}

/**
 * Puts a state away so that a crash at any moment leaves either the old file or the new one: written beside it, flushed
 * to the disk, renamed over it.
 */
export async function saveState(directory: string, state: EngineState): Promise<void> {
  const file = join(directory, STATE_FILE);
  const draft = `${file}.new`;
  const text = writeState(state);
  await mkdir(directory, { recursive: true });
  // For its owner's eyes only: task definitions hold environment variables.
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
