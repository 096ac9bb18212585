import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAwsClients } from '../../../../src/aws/clients.js';
import { start } from '../../../../src/deployment/start.js';
import { isBgDeployError } from '../../../../src/errors.js';
import { createWorld, type TestWorld } from '../../../support/world.js';

const OPERATIONS = [
  'codedeploy:CreateDeployment',
  'codedeploy:GetDeployment',
  'codedeploy:GetDeploymentTarget',
  'codedeploy:GetDeploymentGroup',
  'codedeploy:ListDeployments',
  'codedeploy:BatchGetDeployments',
  'ecs:RegisterTaskDefinition',
  'ecs:DescribeServices',
  'elbv2:DescribeListeners',
  'codedeploy:*',
];

const badDays = fc.uniqueArray(
  fc.oneof(
    fc
      .tuple(
        fc.constantFrom('throttled', 'connection-reset', 'answer-lost', 'truncated', 'access-denied'),
        fc.constantFrom(...OPERATIONS),
      )
      .map(([name, operation]) => `${name}:${operation}`),
    fc.constantFrom('server-errors:0.4', 'connection-reset', 'truncated', 'throttled'),
    fc.constantFrom('stale-reads:5s', 'stale-reads:15s'),
    fc.constantFrom('credentials-expire:Install', 'credentials-expire:AllowTraffic', 'credentials-expire:0.5s'),
  ),
  { maxLength: 3 },
);

/** Releases version 2 and tells with what `start` would exit. */
async function exitCodeOf(world: TestWorld, fails: boolean): Promise<number> {
  const clients = createAwsClients({ region: 'eu-west-1', endpointUrl: world.engine.endpoint, maxAttempts: 1 });
  const documents = world.documents('2', fails ? [{ event: 'BeforeAllowTraffic', function: 'check' }] : []);
  const { target, engine } = world;
  try {
    const handle = await start({ clients, clock: engine.clock, target, documents });
    return (await handle.result()).exitCode;
  } catch (error) {
    if (isBgDeployError(error)) return error.exitCode;
    throw error;
  } finally {
    clients.destroy();
  }
}

it('whatever befalls the requests, there is at most one deployment and never a wrong verdict', {
  timeout: 120_000,
}, async () => {
  const verdicts = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(badDays, fc.boolean(), async (scenarios, fails) => {
      await using world = await createWorld({ hooks: { check: { answer: 'fail' } } });
      world.engine.scenarios.replace(scenarios);
      const exitCode = await exitCodeOf(world, fails);
      verdicts.set(exitCode, (verdicts.get(exitCode) ?? 0) + 1);
      world.engine.scenarios.replace([]);
      await world.engine.clock.advance(3_600_000);

      const made = Object.values(world.engine.world.regions['eu-west-1']?.codedeploy.deployments ?? {});
      const own = made.filter(({ creator }) => creator === 'user');
      const ended = own.map(({ phase }) => (phase.name === 'over' ? phase.status : phase.name));
      expect(own.length).toBeLessThanOrEqual(1);
      switch (exitCode) {
        case 0:
          expect([fails, ended]).toEqual([false, ['Succeeded']]);
          break;
        case 3:
          expect([fails, ended]).toEqual([true, ['Failed']]);
          break;
        case 4:
          // What serves could not be looked at.
          expect(scenarios.join()).toMatch(/access-denied|stale|credentials/);
          break;
        case 5:
          expect(ended).toEqual([]);
          break;
        case 6:
          expect(scenarios.length).toBeGreaterThan(0);
          break;
        default:
          throw new Error(`unexpected exit code ${exitCode}`);
      }
    }),
    { numRuns: 25, seed: 20_260_105 },
  );
  // The faults must be ones that some releases survive and others do not.
  expect([...verdicts.keys()].sort()).toEqual(expect.arrayContaining([0, 3, 5, 6]));
});
