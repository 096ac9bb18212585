import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEDGER_FOLDER, ledgerTable, readLedger } from './witness/ledger.js';

let folder = '';

/** Gives the run a folder for the ledgers of its witnesses. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), 'bg-deploy-ledgers-'));
  process.env[LEDGER_FOLDER] = folder;
}

/** Says what was called by whom, and what became of it. */
export function teardown(): void {
  const exchanges = readdirSync(folder).flatMap((name) => readLedger(readFileSync(join(folder, name), 'utf8')));
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(
    exchanges.length === 0
      ? '\nNo client called: neither boto3 nor its service models are installed.\n'
      : `\nEvery answer checked by AWS's own service models (botocore's):\n\n${ledgerTable(exchanges)}\n`,
  );
}
