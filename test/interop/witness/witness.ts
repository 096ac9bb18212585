import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { type Exchange, LEDGER_FOLDER, readLedger } from './ledger.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const BIN = resolve(HERE, '../../../dist/cli/bin.js');

/** Whether boto3, and with it AWS's service models, is installed. */
export const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;

/** Whether the AWS CLI is installed. */
export const hasAwsCli = spawnSync('aws', ['--version']).status === 0;

/** What stands behind the name of a suite that is left out, so that its absence is read. */
export function unless(installed: boolean, missing: string): string {
  return installed ? '' : ` (SKIPPED: ${missing} is not installed)`;
}

/** `bg-deploy local` as a process, behind a witness that checks every exchange by AWS's own service models. */
export interface WitnessedEngine extends AsyncDisposable {
  /** The witness: what clients are to be told. */
  readonly endpoint: string;
  /** A client's environment: the endpoint, and credentials that nobody checks. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the function `recording-hook` writes down what it was handed, as `<deployment>.txt`. */
  readonly hooks: string;
  /** Where the engine writes the mail that it would send. */
  readonly mail: string;
  /** Moves the clock of an engine at speed 0. */
  advance(seconds: number): Promise<void>;
  /** All exchanges so far. */
  exchanges(): readonly Exchange[];
  /** Fails with all that the witness found. */
  expectNoFindings(): void;
}

/** A function that writes its event down and reports nothing: its test reports for it. */
const RECORDING_HOOK = `import { renameSync, writeFileSync } from 'node:fs';
export async function handler(event) {
  const file = new URL('./' + event.DeploymentId + '.txt', import.meta.url);
  writeFileSync(new URL(file + '.new'), event.LifecycleEventHookExecutionId);
  renameSync(new URL(file + '.new'), file);
}
`;

/**
 * Starts an engine and its witness.
 *
 * @param speed - engine seconds per real second; 0: the clock moves only by `advance`
 */
export async function startWitnessed({ speed }: { readonly speed: number }): Promise<WitnessedEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-interop-'));
  const hooks = join(folder, 'hooks');
  mkdirSync(hooks);
  writeFileSync(join(hooks, 'record.mjs'), RECORDING_HOOK);
  writeFileSync(
    join(folder, 'bg-deploy.yml'),
    'cluster: main\nservice: web\nlocal:\n  hooks:\n    failing-hook: fail\n    good-hook: succeed\n    recording-hook: { module: ./hooks/record.mjs }\n',
  );
  const engine = await started(process.execPath, [BIN, 'local', '--port', '0', '--speed', String(speed)], folder);
  const upstream = addressIn(engine.firstLine);
  const witness = await startWitness(upstream, process.env[LEDGER_FOLDER]);
  const { endpoint, exchanges } = witness;
  return {
    endpoint,
    hooks,
    mail: join(folder, '.bg-deploy', 'mail'),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      AWS_ENDPOINT_URL: endpoint,
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_PAGER: '',
      PYTHONDONTWRITEBYTECODE: '1',
    },
    exchanges,
    async advance(seconds) {
      const body = JSON.stringify({ advanceSeconds: seconds });
      const answer = await fetch(`${upstream}/_bg-deploy/clock`, { method: 'POST', body });
      expect(answer.status, await answer.text()).toBe(200);
    },
    expectNoFindings() {
      const found = exchanges().flatMap(({ client, service, operation, findings, request, answer }) =>
        findings.map((finding) => ({ by: client, call: `${service} ${operation}`, finding, request, answer })),
      );
      expect(found.slice(0, 20)).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      await witness[Symbol.asyncDispose]();
      await engine.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A proxy that checks every exchange by AWS's own service models. */
export interface Witness extends AsyncDisposable {
  readonly endpoint: string;
  exchanges(): readonly Exchange[];
}

/**
 * Starts a witness.
 *
 * @param ledgers - the folder that keeps its ledger for the table that ends a run; none: it is in no table
 */
export async function startWitness(upstream: string, ledgers: string | undefined): Promise<Witness> {
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-witness-'));
  const ledger = join(ledgers ?? folder, `${basename(folder)}.ndjson`);
  writeFileSync(ledger, '');
  const words = [join(HERE, 'proxy.py'), '--upstream', upstream, '--ledger', ledger];
  const proxy = await started('python3', words, folder);
  return {
    endpoint: addressIn(proxy.firstLine),
    exchanges: () => readLedger(readFileSync(ledger, 'utf8')),
    async [Symbol.asyncDispose]() {
      await proxy.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface StartedProcess {
  readonly firstLine: string;
  end(): Promise<void>;
}

async function started(command: string, words: readonly string[], cwd: string): Promise<StartedProcess> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(command, [...words], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-5000);
  });
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  const firstLine = await new Promise<string>((ready, failed) => {
    createInterface({ input: child.stdout }).once('line', ready);
    child.on('error', failed);
    child.on('close', (code) => failed(new Error(`${command} ended with ${code} before it was ready: ${complaint}`)));
  });
  return {
    firstLine,
    async end() {
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(patience);
      if (child.signalCode === 'SIGKILL') throw new Error(`${command} did not end when it was asked to: ${complaint}`);
    },
  };
}

function addressIn(line: string): string {
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
  if (!address) throw new Error(`There is no address in: ${line}`);
  return address[0];
}
