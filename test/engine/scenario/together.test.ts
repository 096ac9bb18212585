import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WIRE_SCENARIOS } from '../../../src/engine/scenario/catalogue/wire.js';
import { SCENARIOS } from '../../../src/engine/scenario/catalogue.js';
import { type Rehearsal, rehearse } from './harness.js';

/**
 * Every scenario, alone or with the argument that it shows. What goes wrong with requests only alone: the SDK waits in
 * real time before it asks again, for as long as the wait of a deployment may be.
 */
const written = SCENARIOS.flatMap((scenario) => {
  const { name, argument } = scenario;
  return argument && !WIRE_SCENARIOS.includes(scenario) ? [name, `${name}:${argument.example}`] : [name];
});

const setting = fc.record<Omit<Rehearsal, 'scenarios'>>({
  deploymentConfig: fc.constantFrom(
    'CodeDeployDefault.ECSAllAtOnce',
    'CodeDeployDefault.ECSCanary10Percent5Minutes',
    'CodeDeployDefault.ECSLinear10PercentEvery1Minutes',
  ),
  testListener: fc.boolean(),
  terminationMinutes: fc.constantFrom(0, 5),
  functions: fc.boolean(),
  autoRollback: fc.constantFrom([], [
    'DEPLOYMENT_FAILURE',
    'DEPLOYMENT_STOP_ON_ALARM',
    'DEPLOYMENT_STOP_ON_REQUEST',
  ] as const),
});

/** The target groups that get any traffic. */
const serving = (production: string) =>
  production.split(', ').flatMap((group) => (group.endsWith(' 0') ? [] : [group.split(' ')[0]]));

describe('scenarios together', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('never have a release called good that is not, nor harmless one that has left traffic behind, nor last for ever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...written), { minLength: 1, maxLength: 3 }),
        setting,
        async (scenarios, options) => {
          // A function for test traffic needs a test listener; that is refused before anything begins.
          const functions = options.functions === true && options.testListener === true;
          // The SDK would wait in real time for rates that grow in virtual time.
          vi.stubEnv('AWS_MAX_ATTEMPTS', scenarios.includes('throttled') ? '1' : undefined);
          const seen = await rehearse({ ...options, functions, scenarios });
          expect([0, 3, 4, 5, 6, 7]).toContain(seen.exitCode);
          expect(seen.said).not.toBe('');
          if (seen.exitCode === 0) {
            expect(seen.deployment?.status).toBe('Succeeded');
            expect(serving(seen.productionAtEnd)).toEqual(['web-2']);
          }
          if (seen.exitCode === 3) expect(serving(seen.productionAtEnd)).toEqual(['web-1']);
          // An hour for the installation and for each function, the waits, and the shift.
          expect(seen.minutes).toBeLessThan(10 * 60);
        },
      ),
      { numRuns: Number(process.env.REHEARSALS ?? 8), timeout: 300_000 },
    );
  }, 600_000);
});
