import { stat } from 'node:fs/promises';
import { readTextFile } from '../files/text-file.js';
import { askOnce } from './ask-once.js';
import { type Answerer, lookupFailed, oneByOne } from './outcome.js';
import type { Reach } from './reach.js';
import { type TerraformSource, type TerraformStates, terraformSource } from './terraform-source.js';
import { parseTerraformState } from './terraform-state.js';
import { terraformValue } from './terraform-value.js';

/** Bytes of a state. */
const LIMIT = 32 * 1024 * 1024;

/** What {@link terraformStates} works with. */
export interface TerraformOptions {
  readonly states: TerraformStates | undefined;
  /** Where paths start; absolute. */
  readonly folder: string;
  /** Refuses states that are not on this machine. */
  readonly offline: boolean;
}

/** Values of Terraform states; each state is read once. */
export function terraformStates(reach: Reach, { states, folder, offline }: TerraformOptions): Answerer {
  const sources = new Map<string, TerraformSource>();
  const stateAt = askOnce(async (shown) => {
    const source = sources.get(shown);
    if (!source) throw new Error('a Terraform state without a place');
    return parseTerraformState(await textOf(source, reach), shown);
  });
  return oneByOne(async ({ args: [address = ''], source: name }) => {
    const source = terraformSource(states, name, folder);
    if (offline && source.kind === 's3') {
      throw lookupFailed(
        `the Terraform state ${source.shown} would have to be fetched, and --offline is given`,
        `Leave --offline out, or give the value by --set 'tfstate:${address}=…'.`,
      );
    }
    sources.set(source.shown, source);
    return terraformValue(await stateAt(source.shown), address);
  });
}

async function textOf(source: TerraformSource, { clients, turn, signal }: Reach): Promise<string> {
  const remedy = 'Check lookups.tfstate of the configuration; paths start at its folder.';
  const tooLong = lookupFailed(
    `the Terraform state ${source.shown} is longer than 32 MiB`,
    'Split it, or write what is needed into an output of a smaller one.',
  );
  if (source.kind === 'file') {
    const found = await stat(source.path).catch(() => undefined);
    if (found && !found.isFile()) throw lookupFailed(`the Terraform state ${source.shown} is no file`, remedy);
    if (found && found.size > LIMIT) throw tooLong;
    const read = await readTextFile(source.path);
    if ('text' in read) return read.text;
    throw lookupFailed(`the Terraform state ${source.shown} ${read.reason}`, remedy);
  }
  // The client of S3 is the longest to load, and most states are files or there are none.
  const { objectText } = await import('../aws/s3/object.js');
  const read = await turn(() => objectText(clients, source.place, LIMIT, signal));
  if ('text' in read) return read.text;
  if (read.reason === 'too long') throw tooLong;
  const told = { 'no such bucket': 'is in no bucket', 'no such object': 'does not exist', 'not UTF-8': 'is not text' };
  throw lookupFailed(
    `the Terraform state ${source.shown} ${told[read.reason]}`,
    'Check the bucket and the key in lookups.tfstate; a workspace has its state at env:/WORKSPACE/KEY.',
  );
}
