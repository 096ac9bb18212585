import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bundle } from './bundle.js';
import type { Campaign } from './campaign.js';
import type { Giants } from './giants.js';

/** `npm run test:hostile` has 20,000 of them. */
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
  it('refuses them in sentences, at once and with little memory', { timeout: 120_000 }, async () => {
    const { results, peakMemory } = await told<Giants>('giants.ts', ['run']);
    expect(results.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(results.filter(({ exitCode }) => exitCode !== 2)).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
    expect(peakMemory).toBeLessThan(MOST_MEMORY);
  });
});
