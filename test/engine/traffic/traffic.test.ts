import { describe, expect, it } from 'vitest';
import { rehearse } from './rehearsal.js';

describe('releases under load', () => {
  it('cost no request: a canary, one that fails and is rolled back, one that is stopped in the middle', async () => {
    const seen = await rehearse({
      traffic: {},
      requestsPerSecond: 500,
      requests: 5000,
      stepMinutes: 1,
      slowMs: 600,
      slowPath: '/slow?ms=600',
    });

    expect(seen.deployments).toEqual(['Succeeded', 'Failed, rollback Succeeded', 'Stopped, rollback Succeeded']);
    expect(seen.load).toMatchObject({ failed: 0, failures: {} });
    expect(seen.load.requests).toBeGreaterThanOrEqual(5000);
    expect(seen.strays).toEqual([]);
    expect(Object.keys(seen.deviations).length).toBeGreaterThan(2);
    for (const points of Object.values(seen.deviations)) expect(points).toBeLessThan(3);
    expect(seen.slow).toMatchObject({ failed: 0, failures: {} });
    expect(seen.longestFarewellMs).toBeGreaterThan(300);
  }, 90_000);
});
