import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from './bundle.js';
import type { Campaign } from './campaign.js';
import { GIANTS, KINDS, type Kind } from './giants.js';
import { type Measured, measured } from './measured.js';
import { ENV, problemOf } from './once.js';
import { APP_SPECS, BUILD_OUTPUTS, CONFIGURATIONS, TASK_DEFINITIONS } from './sound-files.js';

/** `npm run test:hostile` has 20,000 of them, and all of the giants. */
const RUNS = Number(process.env.BG_DEPLOY_HOSTILE_RUNS ?? 300);
const SEED = Number(process.env.BG_DEPLOY_HOSTILE_SEED ?? 1);

/** With Node.js itself, which has some 45 MiB before anything is read. */
const MOST_MEMORY = 256;

/**
 * A program of this folder in a process of its own, so that its memory is its own. It runs the command again and again,
 * so what each run leaves is to be collected: without a limit Node.js would rather grow.
 */
async function told<Told>(entry: string, words: readonly string[]): Promise<Told> {
  using program = await bundle(entry);
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=128', program.file, ...words], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const result: Told = JSON.parse(stdout);
  return result;
}

describe('generate, given a project of which something was mutilated', () => {
  it('writes, or refuses in sentences, at once and with little memory', { timeout: 600_000 }, async () => {
    // Two processes, since two cores are everywhere.
    const half = Math.ceil(RUNS / 2);
    const campaigns = await Promise.all(
      [SEED, SEED + 1].map((seed) => told<Campaign>('campaign.ts', [String(half), String(seed)])),
    );
    console.info(campaigns.map(({ faults, ...rest }) => JSON.stringify({ ...rest, faults: faults.length })).join('\n'));
    for (const { runs, exits, faults, slowest, peakMemory } of campaigns) {
      expect(faults).toEqual([]);
      expect(Object.keys(exits)).toEqual(['0', '2']);
      expect(exits['0']).toBeGreaterThan(runs / 50);
      expect(slowest).toBeLessThan(1000);
      expect(peakMemory).toBeLessThan(MOST_MEMORY);
    }
  });
});

describe('generate, given files that are made to take memory and time', () => {
  const sound = [TASK_DEFINITIONS[0], APP_SPECS[0], BUILD_OUTPUTS[0], CONFIGURATIONS[0]];
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bg-deploy-hostile-'));
    for (const [at, file] of sound.entries()) if (file) writeFileSync(join(folder, `sound-${at}-${file[0]}`), file[1]);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    const most = (of: (run: Measured) => number) => Math.round(Math.max(...taken.map(of)));
    console.info(
      `${taken.length} processes, at most ${most(({ memory }) => memory)} MiB and`,
      `${most(({ milliseconds }) => milliseconds)} ms each, Node.js included`,
    );
  });

  const taken: Measured[] = [];
  const refused = async (kind: Kind, name: string) => {
    const words = KINDS.flatMap((one, at) => [`--${one}`, one === kind ? name : `sound-${at}-${sound[at]?.[0]}`]);
    const run = await measured(['generate', ...words, '--offline', '--set', 'WORD=w'], folder, ENV);
    taken.push(run);
    expect({ exitCode: run.exitCode, problem: problemOf(run, false) }).toEqual({ exitCode: 2 });
    expect(run.memory).toBeGreaterThan(10);
    expect(run.memory).toBeLessThan(MOST_MEMORY);
  };

  it.each(
    RUNS < 1000 ? GIANTS.filter((_, at) => at % 5 === 0) : GIANTS,
  )('refuses %s in sentences, at once and with little memory', async (_what, kind, name, make) => {
    make(join(folder, name));
    await refused(kind, name);
    rmSync(join(folder, name));
  });

  it.each(KINDS)('refuses a device that never ends as %s', async (kind) => {
    await refused(kind, '/dev/zero');
  });

  it('refuses a folder', async () => {
    await refused('taskdef', '.');
  });
});
