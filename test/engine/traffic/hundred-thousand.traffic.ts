import { describe, expect, it } from 'vitest';
import { hasNginx, nginx } from './nginx.js';
import { type Rehearsal, rehearse } from './rehearsal.js';

/** Real milliseconds. */
const SLOW_MS = 10_000;

/** 100,000 requests in all: six tenths to the built-in application, four to nginx. */
const LOAD = { requestsPerSecond: 1000, stepMinutes: 5, slowMs: SLOW_MS };

function expectNothingLost(seen: Rehearsal, requests: number): void {
  const { load, slow, strays, deviations, longestFarewellMs } = seen;
  console.log(
    `${load.requests} requests in ${load.seconds.toFixed(0)} s (${Math.round(load.requests / load.seconds)}/s), ` +
      `${load.failed} failed, ${strays.length} to a version without weight; latency ${told(load.latency)}; ` +
      `${slow.requests} slow ones, ${slow.failed} failed, the last of them ended ` +
      `${(longestFarewellMs / 1000).toFixed(1)} s after its version had lost its weight`,
  );
  for (const { step, requests: count, versions, failed } of load.steps) {
    console.log(`  ${step}: ${count} requests ${JSON.stringify(versions)}, ${failed} failed`);
  }
  expect(seen.deployments).toEqual(['Succeeded', 'Failed, rollback Succeeded', 'Stopped, rollback Succeeded']);
  expect(load).toMatchObject({ failed: 0, failures: {} });
  expect(load.requests).toBeGreaterThanOrEqual(requests);
  expect(load.requests / load.seconds).toBeGreaterThanOrEqual(500);
  expect(strays).toEqual([]);
  expect(Object.keys(deviations).length).toBeGreaterThan(4);
  for (const points of Object.values(deviations)) expect(points).toBeLessThan(3);
  expect(slow).toMatchObject({ failed: 0, failures: {} });
  expect(longestFarewellMs).toBeGreaterThan(SLOW_MS * 0.8);
}

function told({ p50, p99, max }: Rehearsal['load']['latency']): string {
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${max.toFixed(0)} ms`;
}

describe('100,000 requests through three releases', () => {
  it('lose none with the built-in application', async () => {
    const seen = await rehearse({ ...LOAD, traffic: {}, requests: 60_000, slowPath: `/slow?ms=${SLOW_MS}` });
    expectNothingLost(seen, 60_000);
  });

  it.skipIf(!hasNginx())('lose none with nginx (skipped where it is not installed)', async () => {
    await using server = await nginx(SLOW_MS);
    const seen = await rehearse({ ...LOAD, traffic: { run: server.command }, requests: 40_000, slowPath: '/slow' });
    expectNothingLost(seen, 40_000);
  });
});
